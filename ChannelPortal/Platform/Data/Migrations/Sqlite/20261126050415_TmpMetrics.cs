using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TmpMetrics : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "fact_advice_items",
                columns: table => new
                {
                    advice_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    issued_on = table.Column<int>(type: "INTEGER", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: true),
                    done_on = table.Column<int>(type: "INTEGER", nullable: true),
                    expected_gain = table.Column<long>(type: "INTEGER", nullable: false),
                    realised_gain = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_advice_items", x => x.advice_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_applications",
                columns: table => new
                {
                    application_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    applied_on = table.Column<int>(type: "INTEGER", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    ai_label = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    human_label = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    dd_started_at = table.Column<long>(type: "INTEGER", nullable: true),
                    dd_finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    dd_sources_ok = table.Column<int>(type: "INTEGER", nullable: false),
                    dd_sources_total = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    signed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    onboarded_on = table.Column<int>(type: "INTEGER", nullable: true),
                    first_order_on = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_applications", x => x.application_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_asset_uses",
                columns: table => new
                {
                    use_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    asset_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    used_on = table.Column<int>(type: "INTEGER", nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_asset_uses", x => x.use_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_assistant_chats",
                columns: table => new
                {
                    chat_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    started_on = table.Column<int>(type: "INTEGER", nullable: false),
                    out_of_hours = table.Column<int>(type: "INTEGER", nullable: false),
                    bot_resolved = table.Column<int>(type: "INTEGER", nullable: false),
                    rating = table.Column<double>(type: "REAL", nullable: true),
                    first_reply_ms = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_assistant_chats", x => x.chat_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_business_plans",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    goals_total = table.Column<int>(type: "INTEGER", nullable: false),
                    goals_met = table.Column<int>(type: "INTEGER", nullable: false),
                    reviewed = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_business_plans", x => new { x.dealer_id, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_campaigns",
                columns: table => new
                {
                    campaign_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    started_on = table.Column<int>(type: "INTEGER", nullable: true),
                    ended_on = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    budget = table.Column<long>(type: "INTEGER", nullable: false),
                    spend = table.Column<long>(type: "INTEGER", nullable: false),
                    baseline_sales = table.Column<long>(type: "INTEGER", nullable: false),
                    actual_sales = table.Column<long>(type: "INTEGER", nullable: false),
                    margin_rate = table.Column<double>(type: "REAL", nullable: false),
                    leads = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_campaigns", x => new { x.campaign_id, x.dealer_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_claims",
                columns: table => new
                {
                    claim_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    submitted_on = table.Column<int>(type: "INTEGER", nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    paid_at = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    requested_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    proof_complete = table.Column<int>(type: "INTEGER", nullable: false),
                    was_returned = table.Column<int>(type: "INTEGER", nullable: false),
                    duplicate_flag = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_claims", x => x.claim_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_community_posts",
                columns: table => new
                {
                    post_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    posted_on = table.Column<int>(type: "INTEGER", nullable: false),
                    is_question = table.Column<int>(type: "INTEGER", nullable: false),
                    first_reply_hours = table.Column<double>(type: "REAL", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_community_posts", x => x.post_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_contracts",
                columns: table => new
                {
                    contract_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    start_on = table.Column<int>(type: "INTEGER", nullable: false),
                    end_on = table.Column<int>(type: "INTEGER", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    signed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    commit_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    actual_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    is_exclusive = table.Column<int>(type: "INTEGER", nullable: false),
                    renewed = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_contracts", x => x.contract_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_data_feeds",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    due_on = table.Column<int>(type: "INTEGER", nullable: false),
                    submitted_on = table.Column<int>(type: "INTEGER", nullable: true),
                    rows_total = table.Column<int>(type: "INTEGER", nullable: false),
                    rows_rejected = table.Column<int>(type: "INTEGER", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_data_feeds", x => new { x.dealer_id, x.kind, x.due_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_deal_regs",
                columns: table => new
                {
                    deal_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    registered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    est_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    won_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    conflict = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_deal_regs", x => x.deal_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_exam_attempts",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    exam_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    attempt_no = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    taken_on = table.Column<int>(type: "INTEGER", nullable: false),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    pretest_score = table.Column<double>(type: "REAL", nullable: true),
                    passed = table.Column<int>(type: "INTEGER", nullable: false),
                    auto_scored = table.Column<int>(type: "INTEGER", nullable: false),
                    cert_expires_on = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_exam_attempts", x => new { x.user_id, x.exam_id, x.attempt_no });
                });

            migrationBuilder.CreateTable(
                name: "fact_forecasts",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    month_on = table.Column<int>(type: "INTEGER", nullable: false),
                    horizon = table.Column<int>(type: "INTEGER", nullable: false),
                    forecast_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    actual_amount = table.Column<long>(type: "INTEGER", nullable: true),
                    naive_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    p10 = table.Column<long>(type: "INTEGER", nullable: false),
                    p90 = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_forecasts", x => new { x.dealer_id, x.product_id, x.month_on, x.horizon });
                });

            migrationBuilder.CreateTable(
                name: "fact_fund_balances",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    snap_on = table.Column<int>(type: "INTEGER", nullable: false),
                    fund = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    allocated = table.Column<long>(type: "INTEGER", nullable: false),
                    committed = table.Column<long>(type: "INTEGER", nullable: false),
                    spent = table.Column<long>(type: "INTEGER", nullable: false),
                    expiring_30 = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_fund_balances", x => new { x.dealer_id, x.fund, x.snap_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_guide_sessions",
                columns: table => new
                {
                    session_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    started_on = table.Column<int>(type: "INTEGER", nullable: false),
                    recommended = table.Column<int>(type: "INTEGER", nullable: false),
                    accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    sale_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_guide_sessions", x => x.session_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_health_scores",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "INTEGER", nullable: false),
                    total = table.Column<double>(type: "REAL", nullable: false),
                    sales = table.Column<double>(type: "REAL", nullable: false),
                    compliance = table.Column<double>(type: "REAL", nullable: false),
                    loyalty = table.Column<double>(type: "REAL", nullable: false),
                    digital = table.Column<double>(type: "REAL", nullable: false),
                    potential = table.Column<double>(type: "REAL", nullable: false),
                    prev_total = table.Column<double>(type: "REAL", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_health_scores", x => new { x.dealer_id, x.quarter_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_integration_messages",
                columns: table => new
                {
                    message_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sent_on = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    latency_ms = table.Column<int>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_integration_messages", x => x.message_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_leads",
                columns: table => new
                {
                    lead_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    created_on = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: true),
                    assigned_at = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    contacted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    converted_on = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    won_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_leads", x => x.lead_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_maint_predictions",
                columns: table => new
                {
                    device_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    predicted_on = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    failure_prob = table.Column<double>(type: "REAL", nullable: false),
                    confirmed_failure = table.Column<int>(type: "INTEGER", nullable: true),
                    acted_before = table.Column<int>(type: "INTEGER", nullable: false),
                    downtime_hours = table.Column<double>(type: "REAL", nullable: false),
                    avoided_hours = table.Column<double>(type: "REAL", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_maint_predictions", x => new { x.device_id, x.predicted_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_members",
                columns: table => new
                {
                    member_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    joined_on = table.Column<int>(type: "INTEGER", nullable: false),
                    last_purchase_on = table.Column<int>(type: "INTEGER", nullable: true),
                    points_earned = table.Column<long>(type: "INTEGER", nullable: false),
                    points_redeemed = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_members", x => x.member_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_news_deliveries",
                columns: table => new
                {
                    news_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    published_on = table.Column<int>(type: "INTEGER", nullable: false),
                    published_at = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ack_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_product_news = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_news_deliveries", x => new { x.news_id, x.user_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_opportunities",
                columns: table => new
                {
                    opp_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    created_on = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    stage_no = table.Column<int>(type: "INTEGER", nullable: false),
                    stage_days = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    win_prob = table.Column<double>(type: "REAL", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    competitor = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_opportunities", x => x.opp_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_push_events",
                columns: table => new
                {
                    push_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sent_on = table.Column<int>(type: "INTEGER", nullable: false),
                    latency_ms = table.Column<int>(type: "INTEGER", nullable: true),
                    delivered = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_push_events", x => x.push_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_rebates",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    program_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    period_end_on = table.Column<int>(type: "INTEGER", nullable: true),
                    base_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    accrued_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    settled_on = table.Column<int>(type: "INTEGER", nullable: true),
                    clawback_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    tier_no = table.Column<int>(type: "INTEGER", nullable: false),
                    next_tier_gap = table.Column<long>(type: "INTEGER", nullable: false),
                    disputed = table.Column<int>(type: "INTEGER", nullable: false),
                    calc_runs = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_rebates", x => new { x.dealer_id, x.program_id, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_report_runs",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: true),
                    generated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_report_runs", x => new { x.dealer_id, x.kind, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_scans",
                columns: table => new
                {
                    serial_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    scanned_on = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    scan_region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    home_region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    is_foreign = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_scans", x => new { x.serial_no, x.kind, x.scanned_on, x.dealer_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_scf_loans",
                columns: table => new
                {
                    loan_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    applied_on = table.Column<int>(type: "INTEGER", nullable: false),
                    applied_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    drawn_on = table.Column<int>(type: "INTEGER", nullable: true),
                    due_on = table.Column<int>(type: "INTEGER", nullable: true),
                    repaid_on = table.Column<int>(type: "INTEGER", nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    repaid_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    interest_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_scf_loans", x => x.loan_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_showroom_views",
                columns: table => new
                {
                    view_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    viewed_on = table.Column<int>(type: "INTEGER", nullable: false),
                    seconds = table.Column<int>(type: "INTEGER", nullable: false),
                    used_ar = table.Column<int>(type: "INTEGER", nullable: false),
                    ordered_30d = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_showroom_views", x => x.view_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_statements",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period_on = table.Column<int>(type: "INTEGER", nullable: false),
                    issued_on = table.Column<int>(type: "INTEGER", nullable: true),
                    confirmed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    total_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    diff_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    lines_total = table.Column<int>(type: "INTEGER", nullable: false),
                    lines_auto = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_statements", x => new { x.dealer_id, x.period_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_surveys",
                columns: table => new
                {
                    survey_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sent_on = table.Column<int>(type: "INTEGER", nullable: false),
                    answered_on = table.Column<int>(type: "INTEGER", nullable: true),
                    nps_score = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_surveys", x => x.survey_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_tickets",
                columns: table => new
                {
                    ticket_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    opened_on = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    first_reply_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    channel = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    remote_fixed = table.Column<int>(type: "INTEGER", nullable: false),
                    reopened = table.Column<int>(type: "INTEGER", nullable: false),
                    csat = table.Column<double>(type: "REAL", nullable: true),
                    sla_met = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_tickets", x => x.ticket_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_tier_moves",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    moved_on = table.Column<int>(type: "INTEGER", nullable: false),
                    direction = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    overridden = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_tier_moves", x => new { x.dealer_id, x.moved_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_training_records",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    course_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    assigned_on = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    due_on = table.Column<int>(type: "INTEGER", nullable: true),
                    completed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    minutes = table.Column<double>(type: "REAL", nullable: false),
                    progress = table.Column<double>(type: "REAL", nullable: false),
                    rating = table.Column<double>(type: "REAL", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_training_records", x => new { x.user_id, x.course_id, x.assigned_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_violations",
                columns: table => new
                {
                    violation_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    found_on = table.Column<int>(type: "INTEGER", nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    detected_by = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    penalty_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    appealed = table.Column<int>(type: "INTEGER", nullable: false),
                    appeal_upheld = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_violations", x => x.violation_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_visits",
                columns: table => new
                {
                    visit_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    inspector_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    planned_on = table.Column<int>(type: "INTEGER", nullable: false),
                    visited_on = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    max_score = table.Column<double>(type: "REAL", nullable: false),
                    issues_found = table.Column<int>(type: "INTEGER", nullable: false),
                    issues_closed = table.Column<int>(type: "INTEGER", nullable: false),
                    gps_ok = table.Column<int>(type: "INTEGER", nullable: false),
                    own_facings = table.Column<int>(type: "INTEGER", nullable: false),
                    total_facings = table.Column<int>(type: "INTEGER", nullable: false),
                    skus_checked = table.Column<int>(type: "INTEGER", nullable: false),
                    skus_in_stock = table.Column<int>(type: "INTEGER", nullable: false),
                    prices_checked = table.Column<int>(type: "INTEGER", nullable: false),
                    prices_ok = table.Column<int>(type: "INTEGER", nullable: false),
                    display_ok = table.Column<int>(type: "INTEGER", nullable: false),
                    new_skus_checked = table.Column<int>(type: "INTEGER", nullable: false),
                    new_skus_present = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_visits", x => x.visit_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_warranty_claims",
                columns: table => new
                {
                    warranty_claim_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    filed_on = table.Column<int>(type: "INTEGER", nullable: false),
                    decided_on = table.Column<int>(type: "INTEGER", nullable: true),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    approved_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_warranty_claims", x => x.warranty_claim_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_writeoffs",
                columns: table => new
                {
                    writeoff_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    written_on = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_writeoffs", x => x.writeoff_id);
                });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
        }
    }
}
