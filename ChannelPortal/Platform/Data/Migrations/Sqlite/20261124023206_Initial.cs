using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "alert",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    metric_id = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    observed = table.Column<long>(type: "INTEGER", nullable: false),
                    expected = table.Column<long>(type: "INTEGER", nullable: false),
                    band_low = table.Column<long>(type: "INTEGER", nullable: false),
                    band_high = table.Column<long>(type: "INTEGER", nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    event_at = table.Column<long>(type: "INTEGER", nullable: false),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: false),
                    acknowledged_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    acknowledged_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    acknowledged_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    verdict = table.Column<bool>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    arguments = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    series = table.Column<string>(type: "TEXT", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alert", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "api_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    prefix = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    scopes = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    owner_dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "audit_entry",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    action = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    entity = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    entity_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    after = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entry", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "command_record",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    command_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_command_record", x => new { x.user_id, x.command_id });
                });

            migrationBuilder.CreateTable(
                name: "credit_account",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    cover = table.Column<long>(type: "INTEGER", nullable: false),
                    exposure = table.Column<long>(type: "INTEGER", nullable: false),
                    snap_on = table.Column<int>(type: "INTEGER", nullable: true),
                    turns = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_account", x => x.dealer_id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    friendly_name = table.Column<string>(type: "TEXT", nullable: true),
                    xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_alerts",
                columns: table => new
                {
                    alert_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    severity = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    raised_on = table.Column<int>(type: "INTEGER", nullable: false),
                    event_at = table.Column<long>(type: "INTEGER", nullable: true),
                    raised_at = table.Column<long>(type: "INTEGER", nullable: true),
                    acked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    resolved_at = table.Column<long>(type: "INTEGER", nullable: true),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_alerts", x => x.alert_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_ar_snapshots",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    snap_on = table.Column<int>(type: "INTEGER", nullable: false),
                    credit_limit = table.Column<long>(type: "INTEGER", nullable: false),
                    temp_limit = table.Column<long>(type: "INTEGER", nullable: false),
                    deposit = table.Column<long>(type: "INTEGER", nullable: false),
                    open_ar = table.Column<long>(type: "INTEGER", nullable: false),
                    overdue_ar = table.Column<long>(type: "INTEGER", nullable: false),
                    od_1_30 = table.Column<long>(type: "INTEGER", nullable: false),
                    od_31_60 = table.Column<long>(type: "INTEGER", nullable: false),
                    od_61_90 = table.Column<long>(type: "INTEGER", nullable: false),
                    od_90p = table.Column<long>(type: "INTEGER", nullable: false),
                    open_orders = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_ar_snapshots", x => new { x.dealer_id, x.snap_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_dealers",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    parent_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    channel_manager_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    tier = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    segment = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    level_no = table.Column<int>(type: "INTEGER", nullable: false),
                    is_exclusive = table.Column<int>(type: "INTEGER", nullable: false),
                    potential_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    sales_staff = table.Column<int>(type: "INTEGER", nullable: false),
                    certified_staff = table.Column<int>(type: "INTEGER", nullable: false),
                    joined_on = table.Column<int>(type: "INTEGER", nullable: false),
                    exited_on = table.Column<int>(type: "INTEGER", nullable: true),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_dealers", x => x.dealer_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_inventory_snapshots",
                columns: table => new
                {
                    holder_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    snap_on = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    location = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    on_hand = table.Column<long>(type: "INTEGER", nullable: false),
                    reserved = table.Column<long>(type: "INTEGER", nullable: false),
                    in_transit = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    avg_daily_demand = table.Column<long>(type: "INTEGER", nullable: false),
                    lead_time_days = table.Column<double>(type: "REAL", nullable: false),
                    safety_stock = table.Column<long>(type: "INTEGER", nullable: false),
                    age_days = table.Column<int>(type: "INTEGER", nullable: false),
                    expires_in_days = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_inventory_snapshots", x => new { x.holder_id, x.product_id, x.snap_on });
                });

            migrationBuilder.CreateTable(
                name: "fact_invoices",
                columns: table => new
                {
                    invoice_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    invoiced_on = table.Column<int>(type: "INTEGER", nullable: false),
                    due_on = table.Column<int>(type: "INTEGER", nullable: false),
                    paid_on = table.Column<int>(type: "INTEGER", nullable: true),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    tax_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    gross_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    paid_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    disputed_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    e_status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    e_requested_at = table.Column<long>(type: "INTEGER", nullable: true),
                    e_issued_at = table.Column<long>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_invoices", x => x.invoice_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_log",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    source_no = table.Column<int>(type: "INTEGER", nullable: false),
                    event_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fact = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    row_key = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    replaced = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_log", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "fact_logins",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    login_on = table.Column<int>(type: "INTEGER", nullable: false),
                    device = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    minutes = table.Column<double>(type: "REAL", nullable: false),
                    modules_used = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_logins", x => new { x.dealer_id, x.user_id, x.login_on, x.device });
                });

            migrationBuilder.CreateTable(
                name: "fact_order_lines",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    ordered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    shipped_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    backorder_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    list_price = table.Column<long>(type: "INTEGER", nullable: false),
                    net_price = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    discount_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    price_source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    is_new_product = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_order_lines", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "fact_orders",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    submitted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    picked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    first_ship_at = table.Column<long>(type: "INTEGER", nullable: true),
                    delivered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    promised_on = table.Column<int>(type: "INTEGER", nullable: true),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    line_count = table.Column<int>(type: "INTEGER", nullable: false),
                    is_rush = table.Column<int>(type: "INTEGER", nullable: false),
                    auto_approved = table.Column<int>(type: "INTEGER", nullable: false),
                    was_held = table.Column<int>(type: "INTEGER", nullable: false),
                    hold_reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    hold_hours = table.Column<double>(type: "REAL", nullable: true),
                    amended_count = table.Column<int>(type: "INTEGER", nullable: false),
                    on_time = table.Column<int>(type: "INTEGER", nullable: true),
                    in_full = table.Column<int>(type: "INTEGER", nullable: true),
                    damage_free = table.Column<int>(type: "INTEGER", nullable: true),
                    doc_ok = table.Column<int>(type: "INTEGER", nullable: true),
                    risk_score = table.Column<double>(type: "REAL", nullable: true),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_orders", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_payments",
                columns: table => new
                {
                    payment_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    received_on = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    unapplied_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    discount_taken = table.Column<long>(type: "INTEGER", nullable: false),
                    auto_matched = table.Column<int>(type: "INTEGER", nullable: false),
                    method = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_payments", x => x.payment_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_pos_sales",
                columns: table => new
                {
                    sale_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    store_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    member_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    sold_on = table.Column<int>(type: "INTEGER", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    is_new_product = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_pos_sales", x => x.sale_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_price_obs",
                columns: table => new
                {
                    observation_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    store_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    observed_on = table.Column<int>(type: "INTEGER", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    floor_price = table.Column<long>(type: "INTEGER", nullable: false),
                    msrp = table.Column<long>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_price_obs", x => x.observation_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_products",
                columns: table => new
                {
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    category = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    brand = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    abc_class = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    lifecycle = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    is_serialised = table.Column<int>(type: "INTEGER", nullable: false),
                    unit = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    pack_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    list_price = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    launched_on = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_products", x => x.product_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_regions",
                columns: table => new
                {
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    parent_region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    path = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    potential_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    population = table.Column<long>(type: "INTEGER", nullable: false),
                    competitor_outlets = table.Column<int>(type: "INTEGER", nullable: false),
                    active_dealers = table.Column<int>(type: "INTEGER", nullable: false),
                    latitude = table.Column<double>(type: "REAL", nullable: true),
                    longitude = table.Column<double>(type: "REAL", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_regions", x => x.region_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_shipments",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    shipped_on = table.Column<int>(type: "INTEGER", nullable: false),
                    shipped_at = table.Column<long>(type: "INTEGER", nullable: true),
                    promised_on = table.Column<int>(type: "INTEGER", nullable: true),
                    delivered_on = table.Column<int>(type: "INTEGER", nullable: true),
                    pod_on = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    carrier = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    tracking_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    last_place = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    last_scan_at = table.Column<long>(type: "INTEGER", nullable: true),
                    freight_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    goods_value = table.Column<long>(type: "INTEGER", nullable: false),
                    weight_kg = table.Column<double>(type: "REAL", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    damaged_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    short_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    tracking_events = table.Column<int>(type: "INTEGER", nullable: false),
                    is_split = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_shipments", x => x.shipment_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_source",
                columns: table => new
                {
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_source", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "fact_stores",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    area_sqm = table.Column<double>(type: "REAL", nullable: false),
                    opened_on = table.Column<int>(type: "INTEGER", nullable: false),
                    closed_on = table.Column<int>(type: "INTEGER", nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_stores", x => x.store_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_targets",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    month_on = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    target_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_targets", x => new { x.dealer_id, x.month_on, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "identity_roles",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_users",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    display_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    role_list = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    region_list = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    is_disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    security_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    concurrency_stamp = table.Column<string>(type: "TEXT", nullable: true),
                    phone_number = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    lockout_end = table.Column<long>(type: "INTEGER", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    access_failed_count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "job_claims",
                columns: table => new
                {
                    job = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    fencing = table.Column<long>(type: "INTEGER", nullable: false),
                    holder = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    error_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    error_detail = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    result_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_claims", x => new { x.job, x.period, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "job_runs",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    job = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    done = table.Column<int>(type: "INTEGER", nullable: false),
                    failed = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    finished_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_cancel_requested = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_job_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "order_counter",
                columns: table => new
                {
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_counter", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "order_draft",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    command_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_draft", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    partition = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    last_error = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "quarantined_event",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    source = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    event_id = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    event_type = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quarantined_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    period = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    language = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sha_256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    preview_sha_256 = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rollup_order_lines_day",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    ordered_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    shipped_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    backorder_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    discount_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_order_lines_day", x => new { x.dealer_id, x.product_id, x.ordered_on, x.status });
                });

            migrationBuilder.CreateTable(
                name: "rollup_order_lines_hour",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    hour_at = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_order_lines_hour", x => new { x.dealer_id, x.ordered_on, x.hour_at, x.status });
                });

            migrationBuilder.CreateTable(
                name: "rollup_order_lines_month",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    ordered_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    shipped_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    backorder_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    discount_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_order_lines_month", x => new { x.dealer_id, x.product_id, x.ordered_on, x.status });
                });

            migrationBuilder.CreateTable(
                name: "rollup_orders_confirmed_hour",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hour_at = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_orders_confirmed_hour", x => new { x.dealer_id, x.hour_at });
                });

            migrationBuilder.CreateTable(
                name: "rollup_orders_day",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    line_count = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_orders_day", x => new { x.dealer_id, x.ordered_on, x.status });
                });

            migrationBuilder.CreateTable(
                name: "rollup_orders_delivered_hour",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hour_at = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_orders_delivered_hour", x => new { x.dealer_id, x.hour_at });
                });

            migrationBuilder.CreateTable(
                name: "rollup_orders_shipped_hour",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    hour_at = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    net_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_orders_shipped_hour", x => new { x.dealer_id, x.hour_at });
                });

            migrationBuilder.CreateTable(
                name: "rollup_pos_sales_day",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sold_on = table.Column<int>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_pos_sales_day", x => new { x.dealer_id, x.product_id, x.sold_on });
                });

            migrationBuilder.CreateTable(
                name: "rollup_pos_sales_month",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    sold_on = table.Column<int>(type: "INTEGER", nullable: false),
                    rows = table.Column<long>(type: "INTEGER", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    list_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_rollup_pos_sales_month", x => new { x.dealer_id, x.product_id, x.sold_on });
                });

            migrationBuilder.CreateTable(
                name: "identity_role_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    role_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_role_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_role_claims_role_id",
                        column: x => x.role_id,
                        principalTable: "identity_roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_type = table.Column<string>(type: "TEXT", nullable: true),
                    claim_value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_identity_user_claims_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "TEXT", nullable: true),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_identity_user_logins_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "BLOB", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_identity_user_passkeys_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_roles",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user_roles", x => new { x.user_id, x.role_id });
                    table.ForeignKey(
                        name: "fk_identity_user_roles_role_id",
                        column: x => x.role_id,
                        principalTable: "identity_roles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_identity_user_roles_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "identity_user_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_provider = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_user_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_identity_user_tokens_user_id",
                        column: x => x.user_id,
                        principalTable: "identity_users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_alert_dealer_id_kind_state",
                table: "alert",
                columns: new[] { "dealer_id", "kind", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_alert_fingerprint",
                table: "alert",
                column: "fingerprint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_alert_state_raised_at",
                table: "alert",
                columns: new[] { "state", "raised_at" });

            migrationBuilder.CreateIndex(
                name: "ix_api_key_hash",
                table: "api_key",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_entity_entity_id",
                table: "audit_entry",
                columns: new[] { "entity", "entity_id" });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entry_user_id_at",
                table: "audit_entry",
                columns: new[] { "user_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_command_record_at",
                table: "command_record",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_fact_alerts_dealer_id_raised_on",
                table: "fact_alerts",
                columns: new[] { "dealer_id", "raised_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_alerts_raised_on",
                table: "fact_alerts",
                column: "raised_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_ar_snapshots_dealer_id_snap_on",
                table: "fact_ar_snapshots",
                columns: new[] { "dealer_id", "snap_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_ar_snapshots_snap_on",
                table: "fact_ar_snapshots",
                column: "snap_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_inventory_snapshots_dealer_id_snap_on",
                table: "fact_inventory_snapshots",
                columns: new[] { "dealer_id", "snap_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_inventory_snapshots_snap_on",
                table: "fact_inventory_snapshots",
                column: "snap_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_invoices_dealer_id_invoiced_on",
                table: "fact_invoices",
                columns: new[] { "dealer_id", "invoiced_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_invoices_invoiced_on",
                table: "fact_invoices",
                column: "invoiced_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_log_source_no_event_id",
                table: "fact_log",
                columns: new[] { "source_no", "event_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fact_logins_dealer_id_login_on",
                table: "fact_logins",
                columns: new[] { "dealer_id", "login_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_logins_login_on",
                table: "fact_logins",
                column: "login_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_order_lines_dealer_id_ordered_on",
                table: "fact_order_lines",
                columns: new[] { "dealer_id", "ordered_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_order_lines_ordered_on",
                table: "fact_order_lines",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_orders_dealer_id_ordered_on",
                table: "fact_orders",
                columns: new[] { "dealer_id", "ordered_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_orders_ordered_on",
                table: "fact_orders",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_orders_status",
                table: "fact_orders",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_fact_payments_dealer_id_received_on",
                table: "fact_payments",
                columns: new[] { "dealer_id", "received_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_payments_received_on",
                table: "fact_payments",
                column: "received_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_pos_sales_dealer_id_sold_on",
                table: "fact_pos_sales",
                columns: new[] { "dealer_id", "sold_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_pos_sales_sold_on",
                table: "fact_pos_sales",
                column: "sold_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_obs_dealer_id_observed_on",
                table: "fact_price_obs",
                columns: new[] { "dealer_id", "observed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_obs_observed_on",
                table: "fact_price_obs",
                column: "observed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_dealer_id_shipped_on",
                table: "fact_shipments",
                columns: new[] { "dealer_id", "shipped_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_order_id",
                table: "fact_shipments",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_shipped_on",
                table: "fact_shipments",
                column: "shipped_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_source_source",
                table: "fact_source",
                column: "source",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_fact_targets_dealer_id_month_on",
                table: "fact_targets",
                columns: new[] { "dealer_id", "month_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_targets_month_on",
                table: "fact_targets",
                column: "month_on");

            migrationBuilder.CreateIndex(
                name: "ix_identity_role_claims_role_id",
                table: "identity_role_claims",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_roles_normalized_name",
                table: "identity_roles",
                column: "normalized_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_claims_user_id",
                table: "identity_user_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_logins_user_id",
                table: "identity_user_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_passkeys_user_id",
                table: "identity_user_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_user_roles_role_id",
                table: "identity_user_roles",
                column: "role_id");

            migrationBuilder.CreateIndex(
                name: "ix_identity_users_normalized_email",
                table: "identity_users",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "ix_identity_users_normalized_user_name",
                table: "identity_users",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_job_runs_job_started_at",
                table: "job_runs",
                columns: new[] { "job", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outbox_message_state_next_at",
                table: "outbox_message",
                columns: new[] { "state", "next_at" });

            migrationBuilder.CreateIndex(
                name: "ix_quarantined_event_source_event_id",
                table: "quarantined_event",
                columns: new[] { "source", "event_id" });

            migrationBuilder.CreateIndex(
                name: "ix_quarantined_event_state_received_at",
                table: "quarantined_event",
                columns: new[] { "state", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reports_created_at",
                table: "reports",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_reports_dealer_id_period_kind_language_revision",
                table: "reports",
                columns: new[] { "dealer_id", "period", "kind", "language", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_rollup_order_lines_day_ordered_on",
                table: "rollup_order_lines_day",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_order_lines_hour_ordered_on",
                table: "rollup_order_lines_hour",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_order_lines_month_ordered_on",
                table: "rollup_order_lines_month",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_orders_confirmed_hour_hour_at",
                table: "rollup_orders_confirmed_hour",
                column: "hour_at");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_orders_day_ordered_on",
                table: "rollup_orders_day",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_orders_delivered_hour_hour_at",
                table: "rollup_orders_delivered_hour",
                column: "hour_at");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_orders_shipped_hour_hour_at",
                table: "rollup_orders_shipped_hour",
                column: "hour_at");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_pos_sales_day_sold_on",
                table: "rollup_pos_sales_day",
                column: "sold_on");

            migrationBuilder.CreateIndex(
                name: "ix_rollup_pos_sales_month_sold_on",
                table: "rollup_pos_sales_month",
                column: "sold_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "alert");

            migrationBuilder.DropTable(
                name: "api_key");

            migrationBuilder.DropTable(
                name: "audit_entry");

            migrationBuilder.DropTable(
                name: "command_record");

            migrationBuilder.DropTable(
                name: "credit_account");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "fact_alerts");

            migrationBuilder.DropTable(
                name: "fact_ar_snapshots");

            migrationBuilder.DropTable(
                name: "fact_dealers");

            migrationBuilder.DropTable(
                name: "fact_inventory_snapshots");

            migrationBuilder.DropTable(
                name: "fact_invoices");

            migrationBuilder.DropTable(
                name: "fact_log");

            migrationBuilder.DropTable(
                name: "fact_logins");

            migrationBuilder.DropTable(
                name: "fact_order_lines");

            migrationBuilder.DropTable(
                name: "fact_orders");

            migrationBuilder.DropTable(
                name: "fact_payments");

            migrationBuilder.DropTable(
                name: "fact_pos_sales");

            migrationBuilder.DropTable(
                name: "fact_price_obs");

            migrationBuilder.DropTable(
                name: "fact_products");

            migrationBuilder.DropTable(
                name: "fact_regions");

            migrationBuilder.DropTable(
                name: "fact_shipments");

            migrationBuilder.DropTable(
                name: "fact_source");

            migrationBuilder.DropTable(
                name: "fact_stores");

            migrationBuilder.DropTable(
                name: "fact_targets");

            migrationBuilder.DropTable(
                name: "identity_role_claims");

            migrationBuilder.DropTable(
                name: "identity_user_claims");

            migrationBuilder.DropTable(
                name: "identity_user_logins");

            migrationBuilder.DropTable(
                name: "identity_user_passkeys");

            migrationBuilder.DropTable(
                name: "identity_user_roles");

            migrationBuilder.DropTable(
                name: "identity_user_tokens");

            migrationBuilder.DropTable(
                name: "job_claims");

            migrationBuilder.DropTable(
                name: "job_runs");

            migrationBuilder.DropTable(
                name: "order_counter");

            migrationBuilder.DropTable(
                name: "order_draft");

            migrationBuilder.DropTable(
                name: "outbox_message");

            migrationBuilder.DropTable(
                name: "quarantined_event");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "rollup_order_lines_day");

            migrationBuilder.DropTable(
                name: "rollup_order_lines_hour");

            migrationBuilder.DropTable(
                name: "rollup_order_lines_month");

            migrationBuilder.DropTable(
                name: "rollup_orders_confirmed_hour");

            migrationBuilder.DropTable(
                name: "rollup_orders_day");

            migrationBuilder.DropTable(
                name: "rollup_orders_delivered_hour");

            migrationBuilder.DropTable(
                name: "rollup_orders_shipped_hour");

            migrationBuilder.DropTable(
                name: "rollup_pos_sales_day");

            migrationBuilder.DropTable(
                name: "rollup_pos_sales_month");

            migrationBuilder.DropTable(
                name: "identity_roles");

            migrationBuilder.DropTable(
                name: "identity_users");
        }
    }
}
