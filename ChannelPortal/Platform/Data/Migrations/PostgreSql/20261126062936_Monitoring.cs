using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Monitoring : Migration
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
                    below = table.Column<long>(type: "bigint", nullable: true),
                    above = table.Column<long>(type: "bigint", nullable: true),
                    limit = table.Column<int>(type: "integer", nullable: false),
                    minimum_effect = table.Column<long>(type: "bigint", nullable: false),
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

            migrationBuilder.CreateTable(
                name: "board",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    owner_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    company_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    title_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    title_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    roles = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
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
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    board_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_favourite", x => new { x.user_id, x.board_id });
                });

            migrationBuilder.CreateTable(
                name: "board_guest",
                columns: table => new
                {
                    link_id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    board_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    view = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    created_by_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    created_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
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
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    company_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    metric_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    first_day = table.Column<int>(type: "integer", nullable: false),
                    last_day = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    author_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    author = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
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
                    board_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    title_zh = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    title_en = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    plan = table.Column<string>(type: "text", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_board_revision", x => new { x.board_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "fact_advice_items",
                columns: table => new
                {
                    advice_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    issued_on = table.Column<int>(type: "integer", nullable: false),
                    area = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: true),
                    done_on = table.Column<int>(type: "integer", nullable: true),
                    expected_gain = table.Column<long>(type: "bigint", nullable: false),
                    realised_gain = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_advice_items", x => x.advice_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_applications",
                columns: table => new
                {
                    application_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    applied_on = table.Column<int>(type: "integer", nullable: false),
                    cost = table.Column<long>(type: "bigint", nullable: false),
                    ai_label = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    human_label = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    dd_started_at = table.Column<long>(type: "bigint", nullable: true),
                    dd_finished_at = table.Column<long>(type: "bigint", nullable: true),
                    dd_sources_ok = table.Column<int>(type: "integer", nullable: false),
                    dd_sources_total = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    signed_on = table.Column<int>(type: "integer", nullable: true),
                    onboarded_on = table.Column<int>(type: "integer", nullable: true),
                    first_order_on = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_applications", x => x.application_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_asset_uses",
                columns: table => new
                {
                    use_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    asset_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    used_on = table.Column<int>(type: "integer", nullable: false),
                    action = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_asset_uses", x => x.use_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_assistant_chats",
                columns: table => new
                {
                    chat_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    started_on = table.Column<int>(type: "integer", nullable: false),
                    out_of_hours = table.Column<int>(type: "integer", nullable: false),
                    bot_resolved = table.Column<int>(type: "integer", nullable: false),
                    rating = table.Column<double>(type: "double precision", nullable: true),
                    first_reply_ms = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_assistant_chats", x => x.chat_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_business_plans",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "integer", nullable: false),
                    goals_total = table.Column<int>(type: "integer", nullable: false),
                    goals_met = table.Column<int>(type: "integer", nullable: false),
                    reviewed = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_business_plans", x => new { x.dealer_id, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_campaigns",
                columns: table => new
                {
                    campaign_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    started_on = table.Column<int>(type: "integer", nullable: true),
                    ended_on = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    budget = table.Column<long>(type: "bigint", nullable: false),
                    spend = table.Column<long>(type: "bigint", nullable: false),
                    baseline_sales = table.Column<long>(type: "bigint", nullable: false),
                    actual_sales = table.Column<long>(type: "bigint", nullable: false),
                    margin_rate = table.Column<double>(type: "double precision", nullable: false),
                    leads = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_campaigns", x => new { x.campaign_id, x.dealer_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_claims",
                columns: table => new
                {
                    claim_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    submitted_on = table.Column<int>(type: "integer", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    paid_at = table.Column<long>(type: "bigint", nullable: true),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    requested_amount = table.Column<long>(type: "bigint", nullable: false),
                    approved_amount = table.Column<long>(type: "bigint", nullable: false),
                    proof_complete = table.Column<int>(type: "integer", nullable: false),
                    was_returned = table.Column<int>(type: "integer", nullable: false),
                    duplicate_flag = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_claims", x => x.claim_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_community_posts",
                columns: table => new
                {
                    post_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    posted_on = table.Column<int>(type: "integer", nullable: false),
                    is_question = table.Column<int>(type: "integer", nullable: false),
                    first_reply_hours = table.Column<double>(type: "double precision", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_community_posts", x => x.post_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_contracts",
                columns: table => new
                {
                    contract_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    start_on = table.Column<int>(type: "integer", nullable: false),
                    end_on = table.Column<int>(type: "integer", nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    signed_at = table.Column<long>(type: "bigint", nullable: true),
                    commit_amount = table.Column<long>(type: "bigint", nullable: false),
                    actual_amount = table.Column<long>(type: "bigint", nullable: false),
                    is_exclusive = table.Column<int>(type: "integer", nullable: false),
                    renewed = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_contracts", x => x.contract_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_data_feeds",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    due_on = table.Column<int>(type: "integer", nullable: false),
                    submitted_on = table.Column<int>(type: "integer", nullable: true),
                    rows_total = table.Column<int>(type: "integer", nullable: false),
                    rows_rejected = table.Column<int>(type: "integer", nullable: false),
                    method = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_data_feeds", x => new { x.dealer_id, x.kind, x.due_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_deal_regs",
                columns: table => new
                {
                    deal_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    registered_on = table.Column<int>(type: "integer", nullable: false),
                    submitted_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    est_amount = table.Column<long>(type: "bigint", nullable: false),
                    won_amount = table.Column<long>(type: "bigint", nullable: false),
                    conflict = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_deal_regs", x => x.deal_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_exam_attempts",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    exam_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    attempt_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    taken_on = table.Column<int>(type: "integer", nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    pretest_score = table.Column<double>(type: "double precision", nullable: true),
                    passed = table.Column<int>(type: "integer", nullable: false),
                    auto_scored = table.Column<int>(type: "integer", nullable: false),
                    cert_expires_on = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_exam_attempts", x => new { x.user_id, x.exam_id, x.attempt_no });
                });

            migrationBuilder.CreateTable(
                name: "fact_forecasts",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    month_on = table.Column<int>(type: "integer", nullable: false),
                    horizon = table.Column<int>(type: "integer", nullable: false),
                    forecast_amount = table.Column<long>(type: "bigint", nullable: false),
                    actual_amount = table.Column<long>(type: "bigint", nullable: true),
                    naive_amount = table.Column<long>(type: "bigint", nullable: false),
                    p10 = table.Column<long>(type: "bigint", nullable: false),
                    p90 = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_forecasts", x => new { x.dealer_id, x.product_id, x.month_on, x.horizon });
                });

            migrationBuilder.CreateTable(
                name: "fact_fund_balances",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    snap_on = table.Column<int>(type: "integer", nullable: false),
                    fund = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    allocated = table.Column<long>(type: "bigint", nullable: false),
                    committed = table.Column<long>(type: "bigint", nullable: false),
                    spent = table.Column<long>(type: "bigint", nullable: false),
                    expiring_30 = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_fund_balances", x => new { x.dealer_id, x.fund, x.snap_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_guide_sessions",
                columns: table => new
                {
                    session_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    started_on = table.Column<int>(type: "integer", nullable: false),
                    recommended = table.Column<int>(type: "integer", nullable: false),
                    accepted = table.Column<int>(type: "integer", nullable: false),
                    sale_amount = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_guide_sessions", x => x.session_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_health_scores",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<double>(type: "double precision", nullable: false),
                    sales = table.Column<double>(type: "double precision", nullable: false),
                    compliance = table.Column<double>(type: "double precision", nullable: false),
                    loyalty = table.Column<double>(type: "double precision", nullable: false),
                    digital = table.Column<double>(type: "double precision", nullable: false),
                    potential = table.Column<double>(type: "double precision", nullable: false),
                    prev_total = table.Column<double>(type: "double precision", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_health_scores", x => new { x.dealer_id, x.quarter_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_integration_messages",
                columns: table => new
                {
                    message_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sent_on = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    latency_ms = table.Column<int>(type: "integer", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_integration_messages", x => x.message_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_leads",
                columns: table => new
                {
                    lead_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_on = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: true),
                    assigned_at = table.Column<long>(type: "bigint", nullable: true),
                    accepted_at = table.Column<long>(type: "bigint", nullable: true),
                    contacted_at = table.Column<long>(type: "bigint", nullable: true),
                    converted_on = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    won_amount = table.Column<long>(type: "bigint", nullable: false),
                    cost = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_leads", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_maint_predictions",
                columns: table => new
                {
                    device_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    predicted_on = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    failure_prob = table.Column<double>(type: "double precision", nullable: false),
                    confirmed_failure = table.Column<int>(type: "integer", nullable: true),
                    acted_before = table.Column<int>(type: "integer", nullable: false),
                    downtime_hours = table.Column<double>(type: "double precision", nullable: false),
                    avoided_hours = table.Column<double>(type: "double precision", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_maint_predictions", x => new { x.device_id, x.predicted_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_members",
                columns: table => new
                {
                    member_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    joined_on = table.Column<int>(type: "integer", nullable: false),
                    last_purchase_on = table.Column<int>(type: "integer", nullable: true),
                    points_earned = table.Column<long>(type: "bigint", nullable: false),
                    points_redeemed = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_members", x => x.member_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_news_deliveries",
                columns: table => new
                {
                    news_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    published_on = table.Column<int>(type: "integer", nullable: false),
                    published_at = table.Column<long>(type: "bigint", nullable: true),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    ack_at = table.Column<long>(type: "bigint", nullable: true),
                    is_product_news = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_news_deliveries", x => new { x.news_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_opportunities",
                columns: table => new
                {
                    opp_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    created_on = table.Column<int>(type: "integer", nullable: false),
                    closed_on = table.Column<int>(type: "integer", nullable: true),
                    stage_no = table.Column<int>(type: "integer", nullable: false),
                    stage_days = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    win_prob = table.Column<double>(type: "double precision", nullable: false),
                    outcome = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    competitor = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_opportunities", x => x.opp_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_push_events",
                columns: table => new
                {
                    push_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sent_on = table.Column<int>(type: "integer", nullable: false),
                    latency_ms = table.Column<int>(type: "integer", nullable: true),
                    delivered = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_push_events", x => x.push_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_rebates",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    program_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "integer", nullable: false),
                    period_end_on = table.Column<int>(type: "integer", nullable: true),
                    base_amount = table.Column<long>(type: "bigint", nullable: false),
                    accrued_amount = table.Column<long>(type: "bigint", nullable: false),
                    approved_amount = table.Column<long>(type: "bigint", nullable: false),
                    settled_amount = table.Column<long>(type: "bigint", nullable: false),
                    settled_on = table.Column<int>(type: "integer", nullable: true),
                    clawback_amount = table.Column<long>(type: "bigint", nullable: false),
                    tier_no = table.Column<int>(type: "integer", nullable: false),
                    next_tier_gap = table.Column<long>(type: "bigint", nullable: false),
                    disputed = table.Column<int>(type: "integer", nullable: false),
                    calc_runs = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_rebates", x => new { x.dealer_id, x.program_id, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_report_runs",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "integer", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    generated_at = table.Column<long>(type: "bigint", nullable: true),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_report_runs", x => new { x.dealer_id, x.kind, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_scans",
                columns: table => new
                {
                    serial_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    scanned_on = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    scan_region_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    home_region_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    is_foreign = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_scans", x => new { x.serial_no, x.kind, x.scanned_on, x.dealer_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_scf_loans",
                columns: table => new
                {
                    loan_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    applied_on = table.Column<int>(type: "integer", nullable: false),
                    applied_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    drawn_on = table.Column<int>(type: "integer", nullable: true),
                    due_on = table.Column<int>(type: "integer", nullable: true),
                    repaid_on = table.Column<int>(type: "integer", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    repaid_amount = table.Column<long>(type: "bigint", nullable: false),
                    interest_amount = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_scf_loans", x => x.loan_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_showroom_views",
                columns: table => new
                {
                    view_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    viewed_on = table.Column<int>(type: "integer", nullable: false),
                    seconds = table.Column<int>(type: "integer", nullable: false),
                    used_ar = table.Column<int>(type: "integer", nullable: false),
                    ordered_30d = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_showroom_views", x => x.view_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_statements",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "integer", nullable: false),
                    issued_on = table.Column<int>(type: "integer", nullable: true),
                    confirmed_on = table.Column<int>(type: "integer", nullable: true),
                    total_amount = table.Column<long>(type: "bigint", nullable: false),
                    diff_amount = table.Column<long>(type: "bigint", nullable: false),
                    lines_total = table.Column<int>(type: "integer", nullable: false),
                    lines_auto = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_statements", x => new { x.dealer_id, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_surveys",
                columns: table => new
                {
                    survey_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sent_on = table.Column<int>(type: "integer", nullable: false),
                    answered_on = table.Column<int>(type: "integer", nullable: true),
                    nps_score = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_surveys", x => x.survey_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_tickets",
                columns: table => new
                {
                    ticket_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    opened_on = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    first_reply_at = table.Column<long>(type: "bigint", nullable: true),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    channel = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    remote_fixed = table.Column<int>(type: "integer", nullable: false),
                    reopened = table.Column<int>(type: "integer", nullable: false),
                    csat = table.Column<double>(type: "double precision", nullable: true),
                    sla_met = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_tickets", x => x.ticket_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_tier_moves",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    moved_on = table.Column<int>(type: "integer", nullable: false),
                    direction = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    overridden = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_tier_moves", x => new { x.dealer_id, x.moved_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_training_records",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    course_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    assigned_on = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    due_on = table.Column<int>(type: "integer", nullable: true),
                    completed_on = table.Column<int>(type: "integer", nullable: true),
                    minutes = table.Column<double>(type: "double precision", nullable: false),
                    progress = table.Column<double>(type: "double precision", nullable: false),
                    rating = table.Column<double>(type: "double precision", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_training_records", x => new { x.user_id, x.course_id, x.assigned_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_violations",
                columns: table => new
                {
                    violation_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    found_on = table.Column<int>(type: "integer", nullable: false),
                    severity = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    detected_by = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    penalty_amount = table.Column<long>(type: "bigint", nullable: false),
                    closed_on = table.Column<int>(type: "integer", nullable: true),
                    appealed = table.Column<int>(type: "integer", nullable: false),
                    appeal_upheld = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_violations", x => x.violation_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_visits",
                columns: table => new
                {
                    visit_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    inspector_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    planned_on = table.Column<int>(type: "integer", nullable: false),
                    visited_on = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    score = table.Column<double>(type: "double precision", nullable: false),
                    max_score = table.Column<double>(type: "double precision", nullable: false),
                    issues_found = table.Column<int>(type: "integer", nullable: false),
                    issues_closed = table.Column<int>(type: "integer", nullable: false),
                    gps_ok = table.Column<int>(type: "integer", nullable: false),
                    own_facings = table.Column<int>(type: "integer", nullable: false),
                    total_facings = table.Column<int>(type: "integer", nullable: false),
                    skus_checked = table.Column<int>(type: "integer", nullable: false),
                    skus_in_stock = table.Column<int>(type: "integer", nullable: false),
                    prices_checked = table.Column<int>(type: "integer", nullable: false),
                    prices_ok = table.Column<int>(type: "integer", nullable: false),
                    display_ok = table.Column<int>(type: "integer", nullable: false),
                    new_skus_checked = table.Column<int>(type: "integer", nullable: false),
                    new_skus_present = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_visits", x => x.visit_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_warranty_claims",
                columns: table => new
                {
                    warranty_claim_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    filed_on = table.Column<int>(type: "integer", nullable: false),
                    decided_on = table.Column<int>(type: "integer", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    approved_amount = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_warranty_claims", x => x.warranty_claim_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_writeoffs",
                columns: table => new
                {
                    writeoff_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    written_on = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_writeoffs", x => x.writeoff_id);
                });

            migrationBuilder.CreateTable(
                name: "metric_threshold",
                columns: table => new
                {
                    metric_id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    role = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    watch = table.Column<long>(type: "bigint", nullable: false),
                    bad = table.Column<long>(type: "bigint", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    is_removed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_metric_threshold", x => new { x.metric_id, x.role });
                });

            migrationBuilder.CreateTable(
                name: "notification",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    entity = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    href = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    state_at = table.Column<long>(type: "bigint", nullable: true),
                    times = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    arguments = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    escalated_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_cursor",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_cursor", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_delivery",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    channel = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: true),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    entity = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    payload = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    mentions = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    is_gathered = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    next_at = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    response_status = table.Column<int>(type: "integer", nullable: true),
                    response = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true),
                    last_error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_delivery", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_endpoint",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    channel = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    protected_url = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    host = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    protected_secret = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    protected_old_secret = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    old_secret_until = table.Column<long>(type: "bigint", nullable: true),
                    kinds = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    least_severity = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    is_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    disabled_reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_endpoint", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notification_preference",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    switches = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    quiet_from = table.Column<int>(type: "integer", nullable: false),
                    quiet_to = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_preference", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "notification_template",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    channel = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    language = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    body = table.Column<string>(type: "character varying(8000)", maxLength: 8000, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notification_template", x => new { x.kind, x.channel, x.language });
                });

            migrationBuilder.CreateTable(
                name: "own_metric",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    name_zh = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    name_en = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    formula = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    grain = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    direction = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    owner_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    retired_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_own_metric", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "own_metric_version",
                columns: table => new
                {
                    metric_id = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name_zh = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    name_en = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    formula = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    grain = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    direction = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    changed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_own_metric_version", x => new { x.metric_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "saved_view",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    owner_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    owner_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    company = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    shared_role = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    is_role_default = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_view", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "saved_view_version",
                columns: table => new
                {
                    view_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    changed_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_view_version", x => new { x.view_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "view_choice",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    view_id = table.Column<Guid>(type: "uuid", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    is_favourite = table.Column<bool>(type: "boolean", nullable: false),
                    is_default = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_view_choice", x => new { x.user_id, x.view_id });
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

            migrationBuilder.CreateIndex(
                name: "ix_fact_advice_items_dealer_id_issued_on",
                table: "fact_advice_items",
                columns: new[] { "dealer_id", "issued_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_advice_items_issued_on",
                table: "fact_advice_items",
                column: "issued_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_asset_uses_dealer_id_used_on",
                table: "fact_asset_uses",
                columns: new[] { "dealer_id", "used_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_asset_uses_used_on",
                table: "fact_asset_uses",
                column: "used_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_assistant_chats_dealer_id_started_on",
                table: "fact_assistant_chats",
                columns: new[] { "dealer_id", "started_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_assistant_chats_started_on",
                table: "fact_assistant_chats",
                column: "started_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_business_plans_dealer_id_period_on",
                table: "fact_business_plans",
                columns: new[] { "dealer_id", "period_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_business_plans_period_on",
                table: "fact_business_plans",
                column: "period_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_campaigns_dealer_id_ended_on",
                table: "fact_campaigns",
                columns: new[] { "dealer_id", "ended_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_campaigns_ended_on",
                table: "fact_campaigns",
                column: "ended_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_claims_dealer_id_submitted_on",
                table: "fact_claims",
                columns: new[] { "dealer_id", "submitted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_claims_submitted_on",
                table: "fact_claims",
                column: "submitted_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_community_posts_dealer_id_posted_on",
                table: "fact_community_posts",
                columns: new[] { "dealer_id", "posted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_community_posts_posted_on",
                table: "fact_community_posts",
                column: "posted_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_contracts_dealer_id_start_on",
                table: "fact_contracts",
                columns: new[] { "dealer_id", "start_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_contracts_start_on",
                table: "fact_contracts",
                column: "start_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_data_feeds_dealer_id_due_on",
                table: "fact_data_feeds",
                columns: new[] { "dealer_id", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_data_feeds_due_on",
                table: "fact_data_feeds",
                column: "due_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_deal_regs_dealer_id_registered_on",
                table: "fact_deal_regs",
                columns: new[] { "dealer_id", "registered_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_deal_regs_registered_on",
                table: "fact_deal_regs",
                column: "registered_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_exam_attempts_dealer_id_taken_on",
                table: "fact_exam_attempts",
                columns: new[] { "dealer_id", "taken_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_exam_attempts_taken_on",
                table: "fact_exam_attempts",
                column: "taken_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_forecasts_dealer_id_month_on",
                table: "fact_forecasts",
                columns: new[] { "dealer_id", "month_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_forecasts_month_on",
                table: "fact_forecasts",
                column: "month_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_fund_balances_dealer_id_snap_on",
                table: "fact_fund_balances",
                columns: new[] { "dealer_id", "snap_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_fund_balances_snap_on",
                table: "fact_fund_balances",
                column: "snap_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_guide_sessions_dealer_id_started_on",
                table: "fact_guide_sessions",
                columns: new[] { "dealer_id", "started_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_guide_sessions_started_on",
                table: "fact_guide_sessions",
                column: "started_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_health_scores_dealer_id_quarter_on",
                table: "fact_health_scores",
                columns: new[] { "dealer_id", "quarter_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_health_scores_quarter_on",
                table: "fact_health_scores",
                column: "quarter_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_integration_messages_dealer_id_sent_on",
                table: "fact_integration_messages",
                columns: new[] { "dealer_id", "sent_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_integration_messages_sent_on",
                table: "fact_integration_messages",
                column: "sent_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_leads_created_on",
                table: "fact_leads",
                column: "created_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_leads_dealer_id_created_on",
                table: "fact_leads",
                columns: new[] { "dealer_id", "created_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_maint_predictions_dealer_id_predicted_on",
                table: "fact_maint_predictions",
                columns: new[] { "dealer_id", "predicted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_maint_predictions_predicted_on",
                table: "fact_maint_predictions",
                column: "predicted_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_members_dealer_id_joined_on",
                table: "fact_members",
                columns: new[] { "dealer_id", "joined_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_members_joined_on",
                table: "fact_members",
                column: "joined_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_news_deliveries_dealer_id_published_on",
                table: "fact_news_deliveries",
                columns: new[] { "dealer_id", "published_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_news_deliveries_published_on",
                table: "fact_news_deliveries",
                column: "published_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_opportunities_created_on",
                table: "fact_opportunities",
                column: "created_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_opportunities_dealer_id_created_on",
                table: "fact_opportunities",
                columns: new[] { "dealer_id", "created_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_push_events_dealer_id_sent_on",
                table: "fact_push_events",
                columns: new[] { "dealer_id", "sent_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_push_events_sent_on",
                table: "fact_push_events",
                column: "sent_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_rebates_dealer_id_period_on",
                table: "fact_rebates",
                columns: new[] { "dealer_id", "period_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_rebates_period_on",
                table: "fact_rebates",
                column: "period_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_report_runs_dealer_id_period_on",
                table: "fact_report_runs",
                columns: new[] { "dealer_id", "period_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_report_runs_period_on",
                table: "fact_report_runs",
                column: "period_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_scans_dealer_id_scanned_on",
                table: "fact_scans",
                columns: new[] { "dealer_id", "scanned_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_scans_scanned_on",
                table: "fact_scans",
                column: "scanned_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_scf_loans_applied_on",
                table: "fact_scf_loans",
                column: "applied_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_scf_loans_dealer_id_applied_on",
                table: "fact_scf_loans",
                columns: new[] { "dealer_id", "applied_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_showroom_views_dealer_id_viewed_on",
                table: "fact_showroom_views",
                columns: new[] { "dealer_id", "viewed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_showroom_views_viewed_on",
                table: "fact_showroom_views",
                column: "viewed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_statements_dealer_id_period_on",
                table: "fact_statements",
                columns: new[] { "dealer_id", "period_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_statements_period_on",
                table: "fact_statements",
                column: "period_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_surveys_dealer_id_sent_on",
                table: "fact_surveys",
                columns: new[] { "dealer_id", "sent_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_surveys_sent_on",
                table: "fact_surveys",
                column: "sent_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_tickets_dealer_id_opened_on",
                table: "fact_tickets",
                columns: new[] { "dealer_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_tickets_opened_on",
                table: "fact_tickets",
                column: "opened_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_tier_moves_dealer_id_moved_on",
                table: "fact_tier_moves",
                columns: new[] { "dealer_id", "moved_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_tier_moves_moved_on",
                table: "fact_tier_moves",
                column: "moved_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_training_records_assigned_on",
                table: "fact_training_records",
                column: "assigned_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_training_records_dealer_id_assigned_on",
                table: "fact_training_records",
                columns: new[] { "dealer_id", "assigned_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_violations_dealer_id_found_on",
                table: "fact_violations",
                columns: new[] { "dealer_id", "found_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_violations_found_on",
                table: "fact_violations",
                column: "found_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_visits_dealer_id_planned_on",
                table: "fact_visits",
                columns: new[] { "dealer_id", "planned_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_visits_planned_on",
                table: "fact_visits",
                column: "planned_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_warranty_claims_dealer_id_filed_on",
                table: "fact_warranty_claims",
                columns: new[] { "dealer_id", "filed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_warranty_claims_filed_on",
                table: "fact_warranty_claims",
                column: "filed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_writeoffs_dealer_id_written_on",
                table: "fact_writeoffs",
                columns: new[] { "dealer_id", "written_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_writeoffs_written_on",
                table: "fact_writeoffs",
                column: "written_on");

            migrationBuilder.CreateIndex(
                name: "ix_notification_created_at",
                table: "notification",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_notification_severity_state_created_at",
                table: "notification",
                columns: new[] { "severity", "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_user_id_state_at",
                table: "notification",
                columns: new[] { "user_id", "state", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_delivery_endpoint_id_created_at",
                table: "notification_delivery",
                columns: new[] { "endpoint_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notification_delivery_state_next_at",
                table: "notification_delivery",
                columns: new[] { "state", "next_at" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_view_company_shared_role",
                table: "saved_view",
                columns: new[] { "company", "shared_role" });

            migrationBuilder.CreateIndex(
                name: "ix_saved_view_owner_id_list",
                table: "saved_view",
                columns: new[] { "owner_id", "list" });
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

            migrationBuilder.DropTable(
                name: "fact_advice_items");

            migrationBuilder.DropTable(
                name: "fact_applications");

            migrationBuilder.DropTable(
                name: "fact_asset_uses");

            migrationBuilder.DropTable(
                name: "fact_assistant_chats");

            migrationBuilder.DropTable(
                name: "fact_business_plans");

            migrationBuilder.DropTable(
                name: "fact_campaigns");

            migrationBuilder.DropTable(
                name: "fact_claims");

            migrationBuilder.DropTable(
                name: "fact_community_posts");

            migrationBuilder.DropTable(
                name: "fact_contracts");

            migrationBuilder.DropTable(
                name: "fact_data_feeds");

            migrationBuilder.DropTable(
                name: "fact_deal_regs");

            migrationBuilder.DropTable(
                name: "fact_exam_attempts");

            migrationBuilder.DropTable(
                name: "fact_forecasts");

            migrationBuilder.DropTable(
                name: "fact_fund_balances");

            migrationBuilder.DropTable(
                name: "fact_guide_sessions");

            migrationBuilder.DropTable(
                name: "fact_health_scores");

            migrationBuilder.DropTable(
                name: "fact_integration_messages");

            migrationBuilder.DropTable(
                name: "fact_leads");

            migrationBuilder.DropTable(
                name: "fact_maint_predictions");

            migrationBuilder.DropTable(
                name: "fact_members");

            migrationBuilder.DropTable(
                name: "fact_news_deliveries");

            migrationBuilder.DropTable(
                name: "fact_opportunities");

            migrationBuilder.DropTable(
                name: "fact_push_events");

            migrationBuilder.DropTable(
                name: "fact_rebates");

            migrationBuilder.DropTable(
                name: "fact_report_runs");

            migrationBuilder.DropTable(
                name: "fact_scans");

            migrationBuilder.DropTable(
                name: "fact_scf_loans");

            migrationBuilder.DropTable(
                name: "fact_showroom_views");

            migrationBuilder.DropTable(
                name: "fact_statements");

            migrationBuilder.DropTable(
                name: "fact_surveys");

            migrationBuilder.DropTable(
                name: "fact_tickets");

            migrationBuilder.DropTable(
                name: "fact_tier_moves");

            migrationBuilder.DropTable(
                name: "fact_training_records");

            migrationBuilder.DropTable(
                name: "fact_violations");

            migrationBuilder.DropTable(
                name: "fact_visits");

            migrationBuilder.DropTable(
                name: "fact_warranty_claims");

            migrationBuilder.DropTable(
                name: "fact_writeoffs");

            migrationBuilder.DropTable(
                name: "metric_threshold");

            migrationBuilder.DropTable(
                name: "notification");

            migrationBuilder.DropTable(
                name: "notification_cursor");

            migrationBuilder.DropTable(
                name: "notification_delivery");

            migrationBuilder.DropTable(
                name: "notification_endpoint");

            migrationBuilder.DropTable(
                name: "notification_preference");

            migrationBuilder.DropTable(
                name: "notification_template");

            migrationBuilder.DropTable(
                name: "own_metric");

            migrationBuilder.DropTable(
                name: "own_metric_version");

            migrationBuilder.DropTable(
                name: "saved_view");

            migrationBuilder.DropTable(
                name: "saved_view_version");

            migrationBuilder.DropTable(
                name: "view_choice");

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
