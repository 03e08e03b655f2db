using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AlertRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "rule_id",
                table: "fact_alerts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            // Alerts of before: acknowledging is no state any more, the fact says its own, and an open alert has the part that cures it.
            migrationBuilder.Sql("UPDATE alert SET state = 0 WHERE state = 1");
            migrationBuilder.Sql("UPDATE fact_alerts SET state = CASE WHEN resolved_at IS NULL THEN 'firing' ELSE 'resolved' END WHERE state = ''");
            migrationBuilder.Sql(
                "INSERT INTO alert_part (alert_id, dealer_id, product_id, metric_id, fingerprint, observed, expected, arguments, at) "
                + "SELECT id, dealer_id, product_id, metric_id, fingerprint, observed, expected, arguments, event_at FROM alert WHERE state <> 2");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "rule_id",
                table: "fact_alerts");
        }
    }
}
