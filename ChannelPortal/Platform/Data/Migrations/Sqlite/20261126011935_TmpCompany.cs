using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TmpCompany : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "company_seat",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    unit_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    access = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    single_limit = table.Column<long>(type: "INTEGER", nullable: true),
                    monthly_limit = table.Column<long>(type: "INTEGER", nullable: true),
                    approver_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_seat", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "company_unit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    parent_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    path = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "custom_role",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    permissions = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_role", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_company_seat_dealer_id",
                table: "company_seat",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_company_unit_dealer_id",
                table: "company_unit",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_custom_role_dealer_id_name",
                table: "custom_role",
                columns: new[] { "dealer_id", "name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "company_seat");

            migrationBuilder.DropTable(
                name: "company_unit");

            migrationBuilder.DropTable(
                name: "custom_role");
        }
    }
}
