using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReportAdvice : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "figures_sha_256",
                table: "reports",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "beat_at",
                table: "job_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_pause_requested",
                table: "job_runs",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "subjects",
                table: "job_runs",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "advice",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 160, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    month = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    metric_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    link = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    text_zh = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    text_en = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    expected_gain = table.Column<long>(type: "INTEGER", nullable: true),
                    realised_gain = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted = table.Column<bool>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    done_on = table.Column<int>(type: "INTEGER", nullable: true),
                    issued_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_advice", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_state",
                table: "job_runs",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_advice_dealer_id_month",
                table: "advice",
                columns: new[] { "dealer_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_advice_month",
                table: "advice",
                column: "month");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "advice");

            migrationBuilder.DropIndex(
                name: "ix_job_runs_state",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "figures_sha_256",
                table: "reports");

            migrationBuilder.DropColumn(
                name: "beat_at",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "is_pause_requested",
                table: "job_runs");

            migrationBuilder.DropColumn(
                name: "subjects",
                table: "job_runs");
        }
    }
}
