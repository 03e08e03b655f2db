using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TmpReturns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "billed_line",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "int", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    net = table.Column<long>(type: "bigint", nullable: false),
                    tax_percent = table.Column<int>(type: "int", nullable: false),
                    credited_qty = table.Column<long>(type: "bigint", nullable: false),
                    credited_net = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billed_line", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "document_counter",
                columns: table => new
                {
                    series = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false),
                    month = table.Column<int>(type: "int", nullable: false),
                    last = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_counter", x => new { x.series, x.month });
                });

            migrationBuilder.CreateTable(
                name: "fact_returns",
                columns: table => new
                {
                    rma_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "int", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    requested_on = table.Column<int>(type: "int", nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: true),
                    approved_at = table.Column<long>(type: "bigint", nullable: true),
                    received_on = table.Column<int>(type: "int", nullable: true),
                    credited_on = table.Column<int>(type: "int", nullable: true),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    disposition = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    status = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_returns", x => new { x.rma_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "goods_return",
                columns: table => new
                {
                    number = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    is_auto_approved = table.Column<bool>(type: "bit", nullable: false),
                    note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    requested_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    approved_at = table.Column<long>(type: "bigint", nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    carrier = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    tracking_no = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    received_at = table.Column<long>(type: "bigint", nullable: true),
                    inspected_at = table.Column<long>(type: "bigint", nullable: true),
                    credited_at = table.Column<long>(type: "bigint", nullable: true),
                    refusal = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    credited_gross = table.Column<long>(type: "bigint", nullable: false),
                    credit_notes = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    steps = table.Column<int>(type: "int", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "goods_return_line",
                columns: table => new
                {
                    number = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    line = table.Column<int>(type: "int", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    order_line = table.Column<int>(type: "int", nullable: false),
                    product_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    fee_percent = table.Column<int>(type: "int", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_qty = table.Column<long>(type: "bigint", nullable: true),
                    disposition = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    inspection_note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return_line", x => new { x.number, x.line });
                });

            migrationBuilder.CreateTable(
                name: "goods_return_photo",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    number = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    line = table.Column<int>(type: "int", nullable: false),
                    sha_256 = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    media_type = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    is_inspection = table.Column<bool>(type: "bit", nullable: false),
                    user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return_photo", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "goods_return_step",
                columns: table => new
                {
                    number = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    step = table.Column<int>(type: "int", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return_step", x => new { x.number, x.step });
                });

            migrationBuilder.CreateTable(
                name: "invoice_line",
                columns: table => new
                {
                    invoice_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    line = table.Column<int>(type: "int", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    order_line = table.Column<int>(type: "int", nullable: false),
                    product_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    net = table.Column<long>(type: "bigint", nullable: false),
                    tax_percent = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_line", x => new { x.invoice_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "returned_line",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "int", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_returned_line", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateIndex(
                name: "ix_fact_returns_dealer_id_requested_on",
                table: "fact_returns",
                columns: new[] { "dealer_id", "requested_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_returns_requested_on",
                table: "fact_returns",
                column: "requested_on");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_dealer_id_status",
                table: "goods_return",
                columns: new[] { "dealer_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_status",
                table: "goods_return",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_line_order_id",
                table: "goods_return_line",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_photo_number",
                table: "goods_return_photo",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_line_order_id",
                table: "invoice_line",
                column: "order_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "billed_line");

            migrationBuilder.DropTable(
                name: "document_counter");

            migrationBuilder.DropTable(
                name: "fact_returns");

            migrationBuilder.DropTable(
                name: "goods_return");

            migrationBuilder.DropTable(
                name: "goods_return_line");

            migrationBuilder.DropTable(
                name: "goods_return_photo");

            migrationBuilder.DropTable(
                name: "goods_return_step");

            migrationBuilder.DropTable(
                name: "invoice_line");

            migrationBuilder.DropTable(
                name: "returned_line");
        }
    }
}
