using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AreaReports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "area_reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sha_256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    preview_sha_256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    figures_sha_256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_area_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_area_report_runs",
                columns: table => new
                {
                    area_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    name_zh = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    generated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_area_report_runs", x => new { x.area_id, x.period_on });
                });

            migrationBuilder.CreateIndex(
                name: "ix_area_reports_area_id_period_language_revision",
                table: "area_reports",
                columns: new[] { "area_id", "period", "language", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_area_reports_created_at",
                table: "area_reports",
                column: "created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "area_reports");

            migrationBuilder.DropTable(
                name: "fact_area_report_runs");
        }
    }
}
