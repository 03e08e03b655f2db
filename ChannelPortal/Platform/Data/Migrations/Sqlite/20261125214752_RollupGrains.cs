using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RollupGrains : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rollup_order_lines_day");

            migrationBuilder.AddColumn<long>(
                name: "backorder_qty",
                table: "rollup_order_lines_hour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "cost_amount",
                table: "rollup_order_lines_hour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "discount_amount",
                table: "rollup_order_lines_hour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "list_amount",
                table: "rollup_order_lines_hour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ordered_qty",
                table: "rollup_order_lines_hour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "shipped_qty",
                table: "rollup_order_lines_hour",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("DELETE FROM rollup_order_lines_hour");
            migrationBuilder.Sql(RollupGrainsFill.Hours);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rollup_order_lines_day",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    backorder_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    discount_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    ordered_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    shipped_qty = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_order_lines_day", x => new { x.dealer_id, x.product_id, x.ordered_on, x.status });
                });

            migrationBuilder.CreateIndex(
                name: "ix_rollup_order_lines_day_ordered_on",
                table: "rollup_order_lines_day",
                column: "ordered_on");

            migrationBuilder.Sql(RollupGrainsFill.Days);

            migrationBuilder.DropColumn(
                name: "backorder_qty",
                table: "rollup_order_lines_hour");

            migrationBuilder.DropColumn(
                name: "cost_amount",
                table: "rollup_order_lines_hour");

            migrationBuilder.DropColumn(
                name: "discount_amount",
                table: "rollup_order_lines_hour");

            migrationBuilder.DropColumn(
                name: "list_amount",
                table: "rollup_order_lines_hour");

            migrationBuilder.DropColumn(
                name: "ordered_qty",
                table: "rollup_order_lines_hour");

            migrationBuilder.DropColumn(
                name: "shipped_qty",
                table: "rollup_order_lines_hour");
        }
    }
}
