using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class ProductWordsInEnglish : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "category_en",
                table: "fact_products",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "unit_en",
                table: "fact_products",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "category_en",
                table: "fact_products");

            migrationBuilder.DropColumn(
                name: "unit_en",
                table: "fact_products");
        }
    }
}
