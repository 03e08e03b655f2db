using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class TmpShip : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "delivery_task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    since_at = table.Column<long>(type: "bigint", nullable: false),
                    detail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    owner_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    owner_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    resolved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_delivery_tasks",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    opened_on = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_delivery_tasks", x => x.task_id);
                });

            migrationBuilder.CreateTable(
                name: "proof_of_delivery",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    signed_by = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    photo = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    photo_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    short_qty = table.Column<long>(type: "bigint", nullable: false),
                    damaged_qty = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proof_of_delivery", x => x.shipment_id);
                });

            migrationBuilder.CreateTable(
                name: "shipment_line",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    short_qty = table.Column<long>(type: "bigint", nullable: false),
                    damaged_qty = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_line", x => new { x.shipment_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "tracking_event",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    raw = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tracking_event", x => new { x.shipment_id, x.at, x.code });
                });

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_status",
                table: "fact_shipments",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_tracking_no",
                table: "fact_shipments",
                column: "tracking_no");

            migrationBuilder.CreateIndex(
                name: "ix_delivery_task_shipment_id_kind_since_at",
                table: "delivery_task",
                columns: new[] { "shipment_id", "kind", "since_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_delivery_task_state",
                table: "delivery_task",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_fact_delivery_tasks_dealer_id_opened_on",
                table: "fact_delivery_tasks",
                columns: new[] { "dealer_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_delivery_tasks_opened_on",
                table: "fact_delivery_tasks",
                column: "opened_on");

            migrationBuilder.CreateIndex(
                name: "ix_proof_of_delivery_order_id",
                table: "proof_of_delivery",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_line_order_id",
                table: "shipment_line",
                column: "order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "delivery_task");

            migrationBuilder.DropTable(
                name: "fact_delivery_tasks");

            migrationBuilder.DropTable(
                name: "proof_of_delivery");

            migrationBuilder.DropTable(
                name: "shipment_line");

            migrationBuilder.DropTable(
                name: "tracking_event");

            migrationBuilder.DropIndex(
                name: "ix_fact_shipments_status",
                table: "fact_shipments");

            migrationBuilder.DropIndex(
                name: "ix_fact_shipments_tracking_no",
                table: "fact_shipments");
        }
    }
}
