using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ForecastEvents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "borrowed_from",
                table: "forecast_total",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "promotion_effect",
                table: "forecast_total",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "dated",
                table: "forecast_score",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "error_festival",
                table: "forecast_score",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "error_promotion",
                table: "forecast_score",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "festival_taken",
                table: "forecast_score",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "promoted",
                table: "forecast_score",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "promotion_taken",
                table: "forecast_score",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "borrowed_from",
                table: "forecast_dealer",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "promotion_effect",
                table: "forecast_dealer",
                type: "int",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "borrowed_from",
                table: "forecast_total");

            migrationBuilder.DropColumn(
                name: "promotion_effect",
                table: "forecast_total");

            migrationBuilder.DropColumn(
                name: "dated",
                table: "forecast_score");

            migrationBuilder.DropColumn(
                name: "error_festival",
                table: "forecast_score");

            migrationBuilder.DropColumn(
                name: "error_promotion",
                table: "forecast_score");

            migrationBuilder.DropColumn(
                name: "festival_taken",
                table: "forecast_score");

            migrationBuilder.DropColumn(
                name: "promoted",
                table: "forecast_score");

            migrationBuilder.DropColumn(
                name: "promotion_taken",
                table: "forecast_score");

            migrationBuilder.DropColumn(
                name: "borrowed_from",
                table: "forecast_dealer");

            migrationBuilder.DropColumn(
                name: "promotion_effect",
                table: "forecast_dealer");
        }
    }
}
