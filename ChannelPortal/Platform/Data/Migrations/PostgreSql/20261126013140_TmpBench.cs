using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class TmpBench : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "fact_territory_changes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    changed_on = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_territory_changes", x => x.change_id);
                });

            migrationBuilder.CreateTable(
                name: "territory",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    category = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_exclusive = table.Column<bool>(type: "boolean", nullable: false),
                    valid_from = table.Column<int>(type: "integer", nullable: false),
                    valid_to = table.Column<int>(type: "integer", nullable: true),
                    supersedes = table.Column<Guid>(type: "uuid", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    ended_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "territory_region",
                columns: table => new
                {
                    territory_id = table.Column<Guid>(type: "uuid", nullable: false),
                    region_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_region", x => new { x.territory_id, x.region_id });
                });

            migrationBuilder.CreateTable(
                name: "territory_turn",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    turns = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_territory_turn", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "workbench_layout",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workbench_layout", x => x.user_id);
                });

            migrationBuilder.InsertData(
                table: "territory_turn",
                columns: new[] { "id", "turns" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_fact_territory_changes_changed_on",
                table: "fact_territory_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_territory_changes_dealer_id_changed_on",
                table: "fact_territory_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_territory_category",
                table: "territory",
                column: "category");

            migrationBuilder.CreateIndex(
                name: "ix_territory_dealer_id",
                table: "territory",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_territory_supersedes",
                table: "territory",
                column: "supersedes");

            migrationBuilder.CreateIndex(
                name: "ix_territory_region_region_id",
                table: "territory_region",
                column: "region_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fact_territory_changes");

            migrationBuilder.DropTable(
                name: "territory");

            migrationBuilder.DropTable(
                name: "territory_region");

            migrationBuilder.DropTable(
                name: "territory_turn");

            migrationBuilder.DropTable(
                name: "workbench_layout");
        }
    }
}
