using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TmpBoards : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "board",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    owner_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    owner_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    company_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    title_zh = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    title_en = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    roles = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    is_default = table.Column<bool>(type: "bit", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "board_favourite",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    board_id = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_favourite", x => new { x.user_id, x.board_id });
                });

            migrationBuilder.CreateTable(
                name: "board_guest",
                columns: table => new
                {
                    link_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_guest", x => new { x.link_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "board_link",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    board_id = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    view = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    created_by_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    created_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_link", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "board_note",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    company_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    metric_id = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    first_day = table.Column<int>(type: "int", nullable: false),
                    last_day = table.Column<int>(type: "int", nullable: false),
                    text = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    author_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    author = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_note", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "board_revision",
                columns: table => new
                {
                    board_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false),
                    title_zh = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    title_en = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    changed_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_revision", x => new { x.board_id, x.version });
                });

            migrationBuilder.CreateIndex(
                name: "ix_board_company_id",
                table: "board",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_board_owner_id",
                table: "board",
                column: "owner_id");

            migrationBuilder.CreateIndex(
                name: "ix_board_guest_user_id",
                table: "board_guest",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_board_link_board_id",
                table: "board_link",
                column: "board_id");

            migrationBuilder.CreateIndex(
                name: "ix_board_note_metric_id",
                table: "board_note",
                column: "metric_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "board");

            migrationBuilder.DropTable(
                name: "board_favourite");

            migrationBuilder.DropTable(
                name: "board_guest");

            migrationBuilder.DropTable(
                name: "board_link");

            migrationBuilder.DropTable(
                name: "board_note");

            migrationBuilder.DropTable(
                name: "board_revision");
        }
    }
}
