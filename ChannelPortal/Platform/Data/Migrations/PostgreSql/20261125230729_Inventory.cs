using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Inventory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "allocation_cap",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    weekly_qty = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_cap", x => new { x.dealer_id, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_stock_levels",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    on_hand = table.Column<long>(type: "bigint", nullable: false),
                    reserved = table.Column<long>(type: "bigint", nullable: false),
                    quarantine = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_stock_levels", x => new { x.location_id, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "inbound_plan",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    reference = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    eta = table.Column<int>(type: "integer", nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    confidence = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_plan", x => new { x.product_id, x.location_id, x.reference });
                });

            migrationBuilder.CreateTable(
                name: "product_substitute",
                columns: table => new
                {
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    substitute_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    rank = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product_substitute", x => new { x.product_id, x.substitute_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_backorder",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    promised_on = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_backorder", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "stock_balance",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    on_hand = table.Column<long>(type: "bigint", nullable: false),
                    reserved = table.Column<long>(type: "bigint", nullable: false),
                    quarantine = table.Column<long>(type: "bigint", nullable: false),
                    backordered = table.Column<long>(type: "bigint", nullable: false),
                    safety_stock = table.Column<long>(type: "bigint", nullable: false),
                    counted_seq = table.Column<long>(type: "bigint", nullable: false),
                    counted_on = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_balance", x => new { x.product_id, x.location_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_lane",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    p_50 = table.Column<int>(type: "integer", nullable: false),
                    p_80 = table.Column<int>(type: "integer", nullable: false),
                    p_90 = table.Column<int>(type: "integer", nullable: false),
                    samples = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_lane", x => new { x.location_id, x.region_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_movement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    document_kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    document_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    document_line = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    on_hand_change = table.Column<long>(type: "bigint", nullable: false),
                    reserved_change = table.Column<long>(type: "bigint", nullable: false),
                    quarantine_change = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_movement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stock_reservation",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    location_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    shipped_qty = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: true),
                    steps = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_reservation", x => new { x.order_id, x.line_no, x.location_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_sharing",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_sharing", x => x.dealer_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_inbound_plan_eta",
                table: "inbound_plan",
                column: "eta");

            migrationBuilder.CreateIndex(
                name: "ix_stock_backorder_product_id",
                table: "stock_backorder",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_stock_movement_document_kind_document_no_document_line_step_",
                table: "stock_movement",
                columns: new[] { "document_kind", "document_no", "document_line", "step", "location_id", "product_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stock_movement_product_id_location_id_at",
                table: "stock_movement",
                columns: new[] { "product_id", "location_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_reservation_dealer_id_at",
                table: "stock_reservation",
                columns: new[] { "dealer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_reservation_product_id_location_id_state",
                table: "stock_reservation",
                columns: new[] { "product_id", "location_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_reservation_state_expires_at",
                table: "stock_reservation",
                columns: new[] { "state", "expires_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "allocation_cap");

            migrationBuilder.DropTable(
                name: "fact_stock_levels");

            migrationBuilder.DropTable(
                name: "inbound_plan");

            migrationBuilder.DropTable(
                name: "product_substitute");

            migrationBuilder.DropTable(
                name: "stock_backorder");

            migrationBuilder.DropTable(
                name: "stock_balance");

            migrationBuilder.DropTable(
                name: "stock_lane");

            migrationBuilder.DropTable(
                name: "stock_movement");

            migrationBuilder.DropTable(
                name: "stock_reservation");

            migrationBuilder.DropTable(
                name: "stock_sharing");
        }
    }
}
