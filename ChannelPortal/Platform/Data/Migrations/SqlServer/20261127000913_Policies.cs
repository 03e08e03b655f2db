using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Policies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "propose_until",
                table: "target_plan",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "own_term_days",
                table: "credit_account",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "risk_step",
                table: "credit_account",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "credit_step_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    is_up = table.Column<bool>(type: "bit", nullable: false),
                    effective_on = table.Column<int>(type: "int", nullable: false),
                    proposed_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    proposed_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    from_class = table.Column<string>(type: "nvarchar(1)", maxLength: 1, nullable: true),
                    to_class = table.Column<string>(type: "nvarchar(1)", maxLength: 1, nullable: true),
                    limit_before = table.Column<long>(type: "bigint", nullable: true),
                    limit_after = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    decided_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_step_proposal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_credit_steps",
                columns: table => new
                {
                    step_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    direction = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    proposed_on = table.Column<int>(type: "int", nullable: false),
                    status = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_credit_steps", x => x.step_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_policy_changes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    policy_no = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    policy_key = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    changed_on = table.Column<int>(type: "int", nullable: false),
                    status = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_policy_changes", x => x.change_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_target_standings",
                columns: table => new
                {
                    plan_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    year = table.Column<int>(type: "int", nullable: false),
                    kind = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    total_amount = table.Column<long>(type: "bigint", nullable: false),
                    turn = table.Column<int>(type: "int", nullable: false),
                    propose_until = table.Column<int>(type: "int", nullable: true),
                    moved_on = table.Column<int>(type: "int", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_target_standings", x => new { x.plan_id, x.dealer_id });
                });

            migrationBuilder.CreateTable(
                name: "policy",
                columns: table => new
                {
                    no = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    key = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    for_dealer = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    tier = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    region_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    segment = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    value = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "int", nullable: false),
                    to = table.Column<int>(type: "int", nullable: true),
                    is_end = table.Column<bool>(type: "bit", nullable: false),
                    replaces = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    proposed_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    proposed_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    proposed_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    decision_reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy", x => x.no);
                });

            migrationBuilder.CreateIndex(
                name: "ix_credit_step_proposal_dealer_id_source",
                table: "credit_step_proposal",
                columns: new[] { "dealer_id", "source" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_credit_step_proposal_state",
                table: "credit_step_proposal",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_fact_credit_steps_dealer_id_proposed_on",
                table: "fact_credit_steps",
                columns: new[] { "dealer_id", "proposed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_credit_steps_proposed_on",
                table: "fact_credit_steps",
                column: "proposed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_policy_changes_changed_on",
                table: "fact_policy_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_policy_changes_dealer_id_changed_on",
                table: "fact_policy_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_target_standings_dealer_id_moved_on",
                table: "fact_target_standings",
                columns: new[] { "dealer_id", "moved_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_target_standings_moved_on",
                table: "fact_target_standings",
                column: "moved_on");

            migrationBuilder.CreateIndex(
                name: "ix_policy_key_state",
                table: "policy",
                columns: new[] { "key", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credit_step_proposal");

            migrationBuilder.DropTable(
                name: "fact_credit_steps");

            migrationBuilder.DropTable(
                name: "fact_policy_changes");

            migrationBuilder.DropTable(
                name: "fact_target_standings");

            migrationBuilder.DropTable(
                name: "policy");

            migrationBuilder.DropColumn(
                name: "propose_until",
                table: "target_plan");

            migrationBuilder.DropColumn(
                name: "own_term_days",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "risk_step",
                table: "credit_account");
        }
    }
}
