using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    area_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    period = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    language = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sha_256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    preview_sha_256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    figures_sha_256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_area_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_area_report_runs",
                columns: table => new
                {
                    area_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "integer", nullable: false),
                    name_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    generated_at = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
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
