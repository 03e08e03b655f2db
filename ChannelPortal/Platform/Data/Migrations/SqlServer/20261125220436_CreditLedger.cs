using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CreditLedger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameColumn(
                name: "exposure",
                table: "credit_account",
                newName: "unapplied");

            migrationBuilder.RenameColumn(
                name: "cover",
                table: "credit_account",
                newName: "temp_limit");

            migrationBuilder.AddColumn<string>(
                name: "amendment_policy",
                table: "credit_account",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "block_reason",
                table: "credit_account",
                type: "nvarchar(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "confirmed",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "control_difference",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "currency",
                table: "credit_account",
                type: "nvarchar(3)",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "deposit",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "entries",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "followed_seq",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_open",
                table: "credit_account",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "limit",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "opened_on",
                table: "credit_account",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "receivable",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "reopen_policy",
                table: "credit_account",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "risk_class",
                table: "credit_account",
                type: "nvarchar(1)",
                maxLength: 1,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "shipment_policy",
                table: "credit_account",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "shipped",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "snap_limit",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "snap_temp_limit",
                table: "credit_account",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "submit_policy",
                table: "credit_account",
                type: "nvarchar(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "temp_until",
                table: "credit_account",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "term_days",
                table: "credit_account",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "credit_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    before = table.Column<long>(type: "bigint", nullable: false),
                    after = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<int>(type: "int", nullable: true),
                    reason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_credit_standings",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    entry_no = table.Column<long>(type: "bigint", nullable: false),
                    cover = table.Column<long>(type: "bigint", nullable: false),
                    exposure = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_credit_standings", x => x.dealer_id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_posting",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    entry_no = table.Column<long>(type: "bigint", nullable: false),
                    line = table.Column<int>(type: "int", nullable: false),
                    account = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    currency = table.Column<string>(type: "nvarchar(3)", maxLength: 3, nullable: false),
                    document_kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    document_number = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "int", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    business_day = table.Column<int>(type: "int", nullable: false),
                    memo = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    correction_of = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_posting", x => new { x.dealer_id, x.entry_no, x.line });
                });

            migrationBuilder.CreateTable(
                name: "statement_mark",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    document_kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    document_number = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    note = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_mark", x => new { x.dealer_id, x.document_kind, x.document_number, x.step });
                });

            migrationBuilder.CreateTable(
                name: "temp_limit_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<int>(type: "int", nullable: false),
                    reason = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    requested_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_temp_limit_request", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_credit_change_dealer_id_at",
                table: "credit_change",
                columns: new[] { "dealer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_posting_dealer_id_business_day",
                table: "ledger_posting",
                columns: new[] { "dealer_id", "business_day" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_posting_document_kind_document_number_step_line",
                table: "ledger_posting",
                columns: new[] { "document_kind", "document_number", "step", "line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_temp_limit_request_dealer_id_state",
                table: "temp_limit_request",
                columns: new[] { "dealer_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "credit_change");

            migrationBuilder.DropTable(
                name: "fact_credit_standings");

            migrationBuilder.DropTable(
                name: "ledger_posting");

            migrationBuilder.DropTable(
                name: "statement_mark");

            migrationBuilder.DropTable(
                name: "temp_limit_request");

            migrationBuilder.DropColumn(
                name: "amendment_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "block_reason",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "confirmed",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "control_difference",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "currency",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "deposit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "entries",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "followed_seq",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "is_open",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "opened_on",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "receivable",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "reopen_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "risk_class",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "shipment_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "shipped",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "snap_limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "snap_temp_limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "submit_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "temp_until",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "term_days",
                table: "credit_account");

            migrationBuilder.RenameColumn(
                name: "unapplied",
                table: "credit_account",
                newName: "exposure");

            migrationBuilder.RenameColumn(
                name: "temp_limit",
                table: "credit_account",
                newName: "cover");
        }
    }
}
