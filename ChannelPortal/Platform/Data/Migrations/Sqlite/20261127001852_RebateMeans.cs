using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RebateMeans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rebate_balance",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    purse = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_balance", x => new { x.dealer_id, x.purse });
                });

            migrationBuilder.CreateTable(
                name: "rebate_grant",
                columns: table => new
                {
                    statement_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    purse = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    left = table.Column<long>(type: "INTEGER", nullable: false),
                    granted_on = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_grant", x => x.statement_no);
                });

            migrationBuilder.CreateTable(
                name: "rebate_movement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    purse = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    statement_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_movement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rebate_order_use",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    purse = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    used = table.Column<long>(type: "INTEGER", nullable: false),
                    billed = table.Column<long>(type: "INTEGER", nullable: false),
                    given_back = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rebate_order_use", x => x.order_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_rebate_grant_dealer_id_purse",
                table: "rebate_grant",
                columns: new[] { "dealer_id", "purse" });

            migrationBuilder.CreateIndex(
                name: "ix_rebate_movement_dealer_id_at",
                table: "rebate_movement",
                columns: new[] { "dealer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_rebate_movement_order_id",
                table: "rebate_movement",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_rebate_movement_statement_no",
                table: "rebate_movement",
                column: "statement_no");

            migrationBuilder.CreateIndex(
                name: "ix_rebate_order_use_dealer_id",
                table: "rebate_order_use",
                column: "dealer_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rebate_balance");

            migrationBuilder.DropTable(
                name: "rebate_grant");

            migrationBuilder.DropTable(
                name: "rebate_movement");

            migrationBuilder.DropTable(
                name: "rebate_order_use");
        }
    }
}
