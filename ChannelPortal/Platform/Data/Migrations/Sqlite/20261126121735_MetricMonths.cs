using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MetricMonths : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "metric_month",
                columns: table => new
                {
                    metric_id = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    dimension = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: true),
                    n = table.Column<long>(type: "INTEGER", nullable: false),
                    definition = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    as_of = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_metric_month", x => new { x.metric_id, x.dimension, x.key, x.month });
                });

            migrationBuilder.CreateIndex(
                name: "ix_metric_month_metric_id_month_dimension",
                table: "metric_month",
                columns: new[] { "metric_id", "month", "dimension" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "metric_month");
        }
    }
}
