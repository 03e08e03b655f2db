using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Forecasts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "forecast_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    month_on = table.Column<int>(type: "INTEGER", nullable: false),
                    machine = table.Column<long>(type: "INTEGER", nullable: false),
                    before = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    is_withdrawn = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "forecast_dealer",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month_on = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    low = table.Column<long>(type: "INTEGER", nullable: false),
                    high = table.Column<long>(type: "INTEGER", nullable: false),
                    machine = table.Column<long>(type: "INTEGER", nullable: false),
                    alone = table.Column<long>(type: "INTEGER", nullable: false),
                    naive = table.Column<long>(type: "INTEGER", nullable: false),
                    last_year = table.Column<long>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    season_effect = table.Column<int>(type: "INTEGER", nullable: true),
                    monthly_growth = table.Column<int>(type: "INTEGER", nullable: false),
                    festival_effect = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_dealer", x => new { x.run_id, x.dealer_id, x.product_id, x.month_on });
                });

            migrationBuilder.CreateTable(
                name: "forecast_run",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month_on = table.Column<int>(type: "INTEGER", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    is_current = table.Column<bool>(type: "INTEGER", nullable: false),
                    series = table.Column<int>(type: "INTEGER", nullable: false),
                    cpu_ms = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_run", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "forecast_score",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    origin_on = table.Column<int>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    series = table.Column<int>(type: "INTEGER", nullable: false),
                    actual = table.Column<long>(type: "INTEGER", nullable: false),
                    error = table.Column<long>(type: "INTEGER", nullable: false),
                    error_alone = table.Column<long>(type: "INTEGER", nullable: false),
                    error_plain = table.Column<long>(type: "INTEGER", nullable: false),
                    error_naive = table.Column<long>(type: "INTEGER", nullable: false),
                    error_last_year = table.Column<long>(type: "INTEGER", nullable: false),
                    bias = table.Column<long>(type: "INTEGER", nullable: false),
                    inside = table.Column<int>(type: "INTEGER", nullable: false),
                    good = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_score", x => new { x.run_id, x.level, x.code, x.origin_on, x.step });
                });

            migrationBuilder.CreateTable(
                name: "forecast_total",
                columns: table => new
                {
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month_on = table.Column<int>(type: "INTEGER", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    low = table.Column<long>(type: "INTEGER", nullable: false),
                    high = table.Column<long>(type: "INTEGER", nullable: false),
                    machine = table.Column<long>(type: "INTEGER", nullable: false),
                    alone = table.Column<long>(type: "INTEGER", nullable: false),
                    naive = table.Column<long>(type: "INTEGER", nullable: false),
                    last_year = table.Column<long>(type: "INTEGER", nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    season_effect = table.Column<int>(type: "INTEGER", nullable: true),
                    monthly_growth = table.Column<int>(type: "INTEGER", nullable: false),
                    festival_effect = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forecast_total", x => new { x.run_id, x.level, x.code, x.month_on });
                });

            migrationBuilder.CreateIndex(
                name: "ix_forecast_change_month_on",
                table: "forecast_change",
                column: "month_on");

            migrationBuilder.CreateIndex(
                name: "ix_forecast_run_month_on",
                table: "forecast_run",
                column: "month_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "forecast_change");

            migrationBuilder.DropTable(
                name: "forecast_dealer");

            migrationBuilder.DropTable(
                name: "forecast_run");

            migrationBuilder.DropTable(
                name: "forecast_score");

            migrationBuilder.DropTable(
                name: "forecast_total");
        }
    }
}
