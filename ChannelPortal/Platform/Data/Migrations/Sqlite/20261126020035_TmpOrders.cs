using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TmpOrders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ship_to_id",
                table: "cart",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "order_revision",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    by_user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    net_before = table.Column<long>(type: "INTEGER", nullable: false),
                    net_after = table.Column<long>(type: "INTEGER", nullable: false),
                    lines_before = table.Column<string>(type: "TEXT", nullable: false),
                    lines_after = table.Column<string>(type: "TEXT", nullable: false),
                    other_order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_revision", x => new { x.order_id, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_order_revision_dealer_id",
                table: "order_revision",
                column: "dealer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_revision");

            migrationBuilder.DropColumn(
                name: "ship_to_id",
                table: "cart");
        }
    }
}
