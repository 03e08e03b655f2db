using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Targets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "plan_action",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    year = table.Column<int>(type: "int", nullable: false),
                    text = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    who = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    due_on = table.Column<int>(type: "int", nullable: false),
                    done_on = table.Column<int>(type: "int", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_action", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_goal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    year = table.Column<int>(type: "int", nullable: false),
                    text = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    text_en = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    metric_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    target_milli = table.Column<long>(type: "bigint", nullable: true),
                    due_on = table.Column<int>(type: "int", nullable: false),
                    met_on = table.Column<int>(type: "int", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_goal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plan_review",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "int", nullable: false),
                    notes = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false),
                    goals_total = table.Column<int>(type: "int", nullable: false),
                    goals_met = table.Column<int>(type: "int", nullable: false),
                    by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plan_review", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "target_line",
                columns: table => new
                {
                    plan_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    month_on = table.Column<int>(type: "int", nullable: false),
                    top_down = table.Column<long>(type: "bigint", nullable: false),
                    proposed = table.Column<long>(type: "bigint", nullable: true),
                    agreed = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_target_line", x => new { x.plan_id, x.dealer_id, x.month_on });
                });

            migrationBuilder.CreateTable(
                name: "target_plan",
                columns: table => new
                {
                    id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    year = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    top_amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    version_no = table.Column<int>(type: "int", nullable: false),
                    is_spread = table.Column<bool>(type: "bit", nullable: false),
                    created_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    created_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    frozen_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    frozen_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_target_plan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "target_revision",
                columns: table => new
                {
                    change_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    month_on = table.Column<int>(type: "int", nullable: false),
                    plan_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    before = table.Column<long>(type: "bigint", nullable: false),
                    after = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_target_revision", x => new { x.change_id, x.plan_id, x.dealer_id, x.month_on });
                });

            migrationBuilder.CreateTable(
                name: "target_share",
                columns: table => new
                {
                    plan_id = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    remark = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    proposed_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    proposed_at = table.Column<long>(type: "bigint", nullable: true),
                    agreed_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    agreed_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_target_share", x => new { x.plan_id, x.dealer_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_plan_action_dealer_id_year",
                table: "plan_action",
                columns: new[] { "dealer_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_goal_dealer_id_year",
                table: "plan_goal",
                columns: new[] { "dealer_id", "year" });

            migrationBuilder.CreateIndex(
                name: "ix_plan_review_dealer_id_quarter_on",
                table: "plan_review",
                columns: new[] { "dealer_id", "quarter_on" });

            migrationBuilder.CreateIndex(
                name: "ix_target_line_dealer_id",
                table: "target_line",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_target_plan_year_kind",
                table: "target_plan",
                columns: new[] { "year", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_target_revision_plan_id_dealer_id",
                table: "target_revision",
                columns: new[] { "plan_id", "dealer_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "plan_action");

            migrationBuilder.DropTable(
                name: "plan_goal");

            migrationBuilder.DropTable(
                name: "plan_review");

            migrationBuilder.DropTable(
                name: "target_line");

            migrationBuilder.DropTable(
                name: "target_plan");

            migrationBuilder.DropTable(
                name: "target_revision");

            migrationBuilder.DropTable(
                name: "target_share");
        }
    }
}
