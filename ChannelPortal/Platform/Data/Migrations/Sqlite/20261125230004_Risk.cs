using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Risk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "payer_name",
                table: "fact_payments",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ship_to_id",
                table: "fact_orders",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "fact_dealer_changes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    changed_on = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_dealer_changes", x => x.change_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_region_permits",
                columns: table => new
                {
                    permit_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    valid_from = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_to = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_region_permits", x => x.permit_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_risk_reviews",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    opened_on = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    desk = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_risk_reviews", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_ship_tos",
                columns: table => new
                {
                    ship_to_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    address_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_ship_tos", x => x.ship_to_id);
                });

            migrationBuilder.CreateTable(
                name: "risk_case",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    is_for_auditors = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    verdict = table.Column<bool>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_case", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "risk_hit",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    strength = table.Column<int>(type: "INTEGER", nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    rule_version = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_hit", x => new { x.order_id, x.rule_id });
                });

            migrationBuilder.CreateTable(
                name: "risk_rule",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    @params = table.Column<string>(name: "params", type: "TEXT", maxLength: 1000, nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_rule", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_fact_dealer_changes_changed_on",
                table: "fact_dealer_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_dealer_changes_dealer_id_changed_on",
                table: "fact_dealer_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_region_permits_dealer_id_valid_from",
                table: "fact_region_permits",
                columns: new[] { "dealer_id", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_region_permits_valid_from",
                table: "fact_region_permits",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_fact_risk_reviews_dealer_id_opened_on",
                table: "fact_risk_reviews",
                columns: new[] { "dealer_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_risk_reviews_opened_on",
                table: "fact_risk_reviews",
                column: "opened_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_ship_tos_address_key",
                table: "fact_ship_tos",
                column: "address_key");

            migrationBuilder.CreateIndex(
                name: "ix_fact_ship_tos_dealer_id",
                table: "fact_ship_tos",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_risk_case_closed_at_score",
                table: "risk_case",
                columns: new[] { "closed_at", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_case_dealer_id",
                table: "risk_case",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_risk_hit_ordered_on",
                table: "risk_hit",
                column: "ordered_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fact_dealer_changes");

            migrationBuilder.DropTable(
                name: "fact_region_permits");

            migrationBuilder.DropTable(
                name: "fact_risk_reviews");

            migrationBuilder.DropTable(
                name: "fact_ship_tos");

            migrationBuilder.DropTable(
                name: "risk_case");

            migrationBuilder.DropTable(
                name: "risk_hit");

            migrationBuilder.DropTable(
                name: "risk_rule");

            migrationBuilder.DropColumn(
                name: "payer_name",
                table: "fact_payments");

            migrationBuilder.DropColumn(
                name: "ship_to_id",
                table: "fact_orders");
        }
    }
}
