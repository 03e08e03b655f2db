using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Pricing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "contract",
                columns: table => new
                {
                    no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    title_en = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    valid_from = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<int>(type: "integer", nullable: false),
                    commit_amount = table.Column<long>(type: "bigint", nullable: false),
                    commit_quantity = table.Column<long>(type: "bigint", nullable: false),
                    is_exclusive = table.Column<bool>(type: "boolean", nullable: false),
                    deposit = table.Column<long>(type: "bigint", nullable: false),
                    term_days = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    terminated_on = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "contract_counter",
                columns: table => new
                {
                    month = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_counter", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "contract_month",
                columns: table => new
                {
                    contract_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    planned_quantity = table.Column<long>(type: "bigint", nullable: false),
                    planned_amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_month", x => new { x.contract_no, x.month });
                });

            migrationBuilder.CreateTable(
                name: "fact_price_changes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    changed_on = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_price_changes", x => x.change_id);
                });

            migrationBuilder.CreateTable(
                name: "kept_prices",
                columns: table => new
                {
                    document_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    traces = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kept_prices", x => x.document_id);
                });

            migrationBuilder.CreateTable(
                name: "price_row",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    scope = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    scope_key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    price = table.Column<long>(type: "bigint", nullable: true),
                    discount = table.Column<int>(type: "integer", nullable: true),
                    min_quantity = table.Column<long>(type: "bigint", nullable: false),
                    max_quantity = table.Column<long>(type: "bigint", nullable: true),
                    valid_from = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<int>(type: "integer", nullable: true),
                    supersedes = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "promotion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    price = table.Column<long>(type: "bigint", nullable: true),
                    discount = table.Column<int>(type: "integer", nullable: true),
                    min_quantity = table.Column<long>(type: "bigint", nullable: false),
                    valid_from = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<int>(type: "integer", nullable: false),
                    is_stackable = table.Column<bool>(type: "boolean", nullable: false),
                    tier = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    region_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promotion", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_contract_dealer_id_status",
                table: "contract",
                columns: new[] { "dealer_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_contract_status",
                table: "contract",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_changes_changed_on",
                table: "fact_price_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_changes_dealer_id_changed_on",
                table: "fact_price_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_changes_fact_seq",
                table: "fact_price_changes",
                column: "fact_seq");

            migrationBuilder.CreateIndex(
                name: "ix_price_row_product_id_dealer_id",
                table: "price_row",
                columns: new[] { "product_id", "dealer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_price_row_scope_scope_key",
                table: "price_row",
                columns: new[] { "scope", "scope_key" });

            migrationBuilder.CreateIndex(
                name: "ix_price_row_supersedes",
                table: "price_row",
                column: "supersedes");

            migrationBuilder.CreateIndex(
                name: "ix_promotion_valid_to",
                table: "promotion",
                column: "valid_to");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "contract");

            migrationBuilder.DropTable(
                name: "contract_counter");

            migrationBuilder.DropTable(
                name: "contract_month");

            migrationBuilder.DropTable(
                name: "fact_price_changes");

            migrationBuilder.DropTable(
                name: "kept_prices");

            migrationBuilder.DropTable(
                name: "price_row");

            migrationBuilder.DropTable(
                name: "promotion");
        }
    }
}
