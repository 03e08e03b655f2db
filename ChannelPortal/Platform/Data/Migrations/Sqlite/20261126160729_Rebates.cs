using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Rebates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rebate_accrual",
                columns: table => new
                {
                    statement_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_no = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 140, nullable: false),
                    on = table.Column<int>(type: "INTEGER", nullable: false),
                    @base = table.Column<long>(name: "base", type: "INTEGER", nullable: false),
                    rate_micro = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_accrual", x => new { x.statement_no, x.run_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "rebate_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    statement_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 140, nullable: true),
                    is_dealer = table.Column<bool>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rebate_payout",
                columns: table => new
                {
                    statement_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    documents = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    paid_on = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_payout", x => x.statement_no);
                });

            migrationBuilder.CreateTable(
                name: "rebate_program",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    closed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_program", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rebate_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version_no = table.Column<int>(type: "INTEGER", nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    dealers = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    different = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rebate_statement",
                columns: table => new
                {
                    no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    version_no = table.Column<int>(type: "INTEGER", nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    period_end_on = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    counted = table.Column<long>(type: "INTEGER", nullable: false),
                    counted_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    prior = table.Column<long>(type: "INTEGER", nullable: false),
                    whole = table.Column<long>(type: "INTEGER", nullable: false),
                    @base = table.Column<long>(name: "base", type: "INTEGER", nullable: false),
                    step_no = table.Column<int>(type: "INTEGER", nullable: false),
                    gap = table.Column<long>(type: "INTEGER", nullable: false),
                    is_gap_quantity = table.Column<bool>(type: "INTEGER", nullable: false),
                    accrued = table.Column<long>(type: "INTEGER", nullable: false),
                    expected = table.Column<long>(type: "INTEGER", nullable: false),
                    calculated = table.Column<long>(type: "INTEGER", nullable: false),
                    multiplier = table.Column<int>(type: "INTEGER", nullable: false),
                    earned = table.Column<long>(type: "INTEGER", nullable: false),
                    carried = table.Column<long>(type: "INTEGER", nullable: false),
                    approved = table.Column<long>(type: "INTEGER", nullable: false),
                    settled = table.Column<long>(type: "INTEGER", nullable: false),
                    runs = table.Column<int>(type: "INTEGER", nullable: false),
                    held_by = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    yields_to = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    was_disputed = table.Column<bool>(type: "INTEGER", nullable: false),
                    calculated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_confirmed_by_clock = table.Column<bool>(type: "INTEGER", nullable: false),
                    approved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    settled_on = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_statement", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "rebate_version",
                columns: table => new
                {
                    program_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    from_on = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    trial = table.Column<string>(type: "TEXT", nullable: true),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    created_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    decided_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_version", x => new { x.program_id, x.no });
                });

            migrationBuilder.CreateIndex(
                name: "ix_rebate_message_statement_no",
                table: "rebate_message",
                column: "statement_no");

            migrationBuilder.CreateIndex(
                name: "ix_rebate_run_program_id_period_on",
                table: "rebate_run",
                columns: new[] { "program_id", "period_on" });

            migrationBuilder.CreateIndex(
                name: "ix_rebate_statement_dealer_id_program_id_period_on",
                table: "rebate_statement",
                columns: new[] { "dealer_id", "program_id", "period_on" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rebate_statement_program_id_period_on",
                table: "rebate_statement",
                columns: new[] { "program_id", "period_on" });

            migrationBuilder.CreateIndex(
                name: "ix_rebate_statement_state",
                table: "rebate_statement",
                column: "state");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rebate_accrual");

            migrationBuilder.DropTable(
                name: "rebate_message");

            migrationBuilder.DropTable(
                name: "rebate_payout");

            migrationBuilder.DropTable(
                name: "rebate_program");

            migrationBuilder.DropTable(
                name: "rebate_run");

            migrationBuilder.DropTable(
                name: "rebate_statement");

            migrationBuilder.DropTable(
                name: "rebate_version");
        }
    }
}
