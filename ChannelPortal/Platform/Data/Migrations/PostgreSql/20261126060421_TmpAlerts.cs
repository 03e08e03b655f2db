using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class TmpAlerts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<string>(
                name: "dealer_id",
                table: "fact_alerts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "fact_alerts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "escalated_at",
                table: "fact_alerts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "escalation_level",
                table: "fact_alerts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "is_muted",
                table: "fact_alerts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "fact_alerts",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "snoozed_until",
                table: "fact_alerts",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "fact_alerts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "title",
                table: "fact_alerts",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "title_en",
                table: "fact_alerts",
                type: "character varying(300)",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "dealer_id",
                table: "alert",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64);

            migrationBuilder.AddColumn<long>(
                name: "acknowledge_by",
                table: "alert",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "area_id",
                table: "alert",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "contributions",
                table: "alert",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "alert",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "escalated_at",
                table: "alert",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "escalation_level",
                table: "alert",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "is_muted",
                table: "alert",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "owner",
                table: "alert",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "region_id",
                table: "alert",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "rule_id",
                table: "alert",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "slice",
                table: "alert",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "snoozed_until",
                table: "alert",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "stake",
                table: "alert",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "title",
                table: "alert",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "title_en",
                table: "alert",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "alert_mute_timing",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    area_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    weekdays = table.Column<int>(type: "integer", nullable: false),
                    from_minute = table.Column<int>(type: "integer", nullable: false),
                    to_minute = table.Column<int>(type: "integer", nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_mute_timing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_part",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    alert_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    metric_id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    fingerprint = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    observed = table.Column<long>(type: "bigint", nullable: false),
                    expected = table.Column<long>(type: "bigint", nullable: false),
                    arguments = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    cured_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_part", x => x.id);
                    table.ForeignKey(
                        name: "fk_alert_part_alert_id",
                        column: x => x.alert_id,
                        principalTable: "alert",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "alert_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    metric_id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    slice = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    each = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    bucket = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    detector = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    below = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: true),
                    above = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: true),
                    limit = table.Column<double>(type: "double precision", nullable: false),
                    minimum_effect = table.Column<decimal>(type: "numeric(20,4)", precision: 20, scale: 4, nullable: false),
                    direction = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    hold_buckets = table.Column<int>(type: "integer", nullable: false),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    critical_stake = table.Column<long>(type: "bigint", nullable: false),
                    owner_role = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    runbook = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    regions = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    changed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    failure = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "alert_series",
                columns: table => new
                {
                    rule_id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    last_bucket = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_series", x => new { x.rule_id, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "alert_silence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    area_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    starts_at = table.Column<long>(type: "bigint", nullable: false),
                    ends_at = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert_silence", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_rule_id_state",
                table: "alert",
                columns: new[] { "rule_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_part_alert_id",
                table: "alert_part",
                column: "alert_id");

            migrationBuilder.CreateIndex(
                name: "ix_alert_part_fingerprint",
                table: "alert_part",
                column: "fingerprint");

            migrationBuilder.CreateIndex(
                name: "ix_alert_silence_ends_at",
                table: "alert_silence",
                column: "ends_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert_mute_timing");

            migrationBuilder.DropTable(
                name: "alert_part");

            migrationBuilder.DropTable(
                name: "alert_rule");

            migrationBuilder.DropTable(
                name: "alert_series");

            migrationBuilder.DropTable(
                name: "alert_silence");

            migrationBuilder.DropIndex(
                name: "ix_alert_rule_id_state",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "escalation_level",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "is_muted",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "snoozed_until",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "state",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "title",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "title_en",
                table: "fact_alerts");

            migrationBuilder.DropColumn(
                name: "acknowledge_by",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "area_id",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "contributions",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "escalation_level",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "is_muted",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "owner",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "region_id",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "rule_id",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "slice",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "snoozed_until",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "stake",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "title",
                table: "alert");

            migrationBuilder.DropColumn(
                name: "title_en",
                table: "alert");

            migrationBuilder.AlterColumn<string>(
                name: "dealer_id",
                table: "fact_alerts",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldNullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "dealer_id",
                table: "alert",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "character varying(64)",
                oldMaxLength: 64,
                oldNullable: true);
        }
    }
}
