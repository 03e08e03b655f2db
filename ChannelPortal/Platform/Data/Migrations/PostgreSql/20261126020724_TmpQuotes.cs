using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class TmpQuotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "fact_quotes",
                columns: table => new
                {
                    quote_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quoted_on = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    list_amount = table.Column<long>(type: "bigint", nullable: false),
                    revisions = table.Column<int>(type: "integer", nullable: false),
                    approval_needed = table.Column<int>(type: "integer", nullable: false),
                    floor_breach = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_quotes", x => x.quote_id);
                });

            migrationBuilder.CreateTable(
                name: "quote",
                columns: table => new
                {
                    no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    tier = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    ask_revision = table.Column<int>(type: "integer", nullable: false),
                    offer_revision = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: true),
                    asked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    valid_until = table.Column<int>(type: "integer", nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    list_amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_list_amount = table.Column<long>(type: "bigint", nullable: false),
                    discount = table.Column<int>(type: "integer", nullable: false),
                    margin = table.Column<int>(type: "integer", nullable: false),
                    is_below_floor = table.Column<bool>(type: "boolean", nullable: false),
                    needed_approval = table.Column<bool>(type: "boolean", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    file_sha_256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "quote_counter",
                columns: table => new
                {
                    month = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_counter", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "quote_line",
                columns: table => new
                {
                    quote_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ask_price = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    breaks = table.Column<string>(type: "text", nullable: false),
                    list_price = table.Column<long>(type: "bigint", nullable: false),
                    unit_cost = table.Column<long>(type: "bigint", nullable: false),
                    floor = table.Column<long>(type: "bigint", nullable: false),
                    max_quantity = table.Column<long>(type: "bigint", nullable: false),
                    accepted_quantity = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_line", x => new { x.quote_no, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "quote_order",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quote_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    net_amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_order", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "quote_revision",
                columns: table => new
                {
                    quote_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    valid_until = table.Column<int>(type: "integer", nullable: true),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    prices = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_revision", x => new { x.quote_no, x.kind, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_fact_quotes_dealer_id_quoted_on",
                table: "fact_quotes",
                columns: new[] { "dealer_id", "quoted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_quotes_quoted_on",
                table: "fact_quotes",
                column: "quoted_on");

            migrationBuilder.CreateIndex(
                name: "ix_quote_dealer_id_status",
                table: "quote",
                columns: new[] { "dealer_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_quote_decided_at",
                table: "quote",
                column: "decided_at");

            migrationBuilder.CreateIndex(
                name: "ix_quote_status_valid_until",
                table: "quote",
                columns: new[] { "status", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_quote_line_product_id",
                table: "quote_line",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_quote_order_quote_no",
                table: "quote_order",
                column: "quote_no");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fact_quotes");

            migrationBuilder.DropTable(
                name: "quote");

            migrationBuilder.DropTable(
                name: "quote_counter");

            migrationBuilder.DropTable(
                name: "quote_line");

            migrationBuilder.DropTable(
                name: "quote_order");

            migrationBuilder.DropTable(
                name: "quote_revision");
        }
    }
}
