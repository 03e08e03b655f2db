using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Trade : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_draft");

            migrationBuilder.RenameColumn(
                name: "exposure",
                table: "credit_account",
                newName: "unapplied");

            migrationBuilder.RenameColumn(
                name: "cover",
                table: "credit_account",
                newName: "term_days");

            migrationBuilder.AddColumn<string>(
                name: "payer_name",
                table: "fact_payments",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ship_to_id",
                table: "fact_orders",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "amendment_policy",
                table: "credit_account",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "block_reason",
                table: "credit_account",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "confirmed",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "control_difference",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "currency",
                table: "credit_account",
                type: "TEXT",
                maxLength: 3,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "deposit",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "entries",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "followed_seq",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "is_open",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "limit",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "opened_on",
                table: "credit_account",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "receivable",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "reopen_policy",
                table: "credit_account",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "risk_class",
                table: "credit_account",
                type: "TEXT",
                maxLength: 1,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "shipment_policy",
                table: "credit_account",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "shipped",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "snap_limit",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "snap_temp_limit",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "submit_policy",
                table: "credit_account",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "temp_limit",
                table: "credit_account",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "temp_until",
                table: "credit_account",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "allocation_cap",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    weekly_qty = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocation_cap", x => new { x.dealer_id, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "approval_delegation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    roles = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    to_user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    to_user_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_delegation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    doc_kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    doc_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    summary = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    doc_kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false),
                    conditions = table.Column<string>(type: "TEXT", nullable: false),
                    steps = table.Column<string>(type: "TEXT", nullable: false),
                    is_enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval_task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    request_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    approver = table.Column<string>(type: "TEXT", maxLength: 110, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    escalated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    is_escalation = table.Column<bool>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    decided_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    on_behalf_of = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cart",
                columns: table => new
                {
                    cart_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    user_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    is_shared = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_template = table.Column<bool>(type: "INTEGER", nullable: false),
                    command_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    line_count = table.Column<int>(type: "INTEGER", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cart", x => x.cart_id);
                });

            migrationBuilder.CreateTable(
                name: "contract",
                columns: table => new
                {
                    no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    title_en = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    valid_from = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_to = table.Column<int>(type: "INTEGER", nullable: false),
                    commit_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    commit_quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    is_exclusive = table.Column<bool>(type: "INTEGER", nullable: false),
                    deposit = table.Column<long>(type: "INTEGER", nullable: false),
                    term_days = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    terminated_on = table.Column<int>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    signed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "contract_counter",
                columns: table => new
                {
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_counter", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "contract_month",
                columns: table => new
                {
                    contract_no = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    month = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    planned_quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    planned_amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contract_month", x => new { x.contract_no, x.month });
                });

            migrationBuilder.CreateTable(
                name: "credit_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    before = table.Column<long>(type: "INTEGER", nullable: false),
                    after = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<int>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_credit_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fact_approvals",
                columns: table => new
                {
                    approval_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    doc_kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    requested_on = table.Column<int>(type: "INTEGER", nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    sla_hours = table.Column<double>(type: "REAL", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_approvals", x => x.approval_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_credit_standings",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    entry_no = table.Column<long>(type: "INTEGER", nullable: false),
                    cover = table.Column<long>(type: "INTEGER", nullable: false),
                    exposure = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_credit_standings", x => x.dealer_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_dealer_changes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    changed_on = table.Column<int>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_dealer_changes", x => x.change_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_price_changes",
                columns: table => new
                {
                    change_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    changed_on = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_price_changes", x => x.change_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_region_permits",
                columns: table => new
                {
                    permit_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    valid_from = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_to = table.Column<int>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_region_permits", x => x.permit_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_risk_reviews",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    opened_on = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    desk = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_risk_reviews", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_ship_tos",
                columns: table => new
                {
                    ship_to_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    address = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    address_key = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_ship_tos", x => x.ship_to_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_stock_levels",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    on_hand = table.Column<long>(type: "INTEGER", nullable: false),
                    reserved = table.Column<long>(type: "INTEGER", nullable: false),
                    quarantine = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_stock_levels", x => new { x.location_id, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "inbound_plan",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    reference = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    eta = table.Column<int>(type: "INTEGER", nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    confidence = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbound_plan", x => new { x.product_id, x.location_id, x.reference });
                });

            migrationBuilder.CreateTable(
                name: "kept_prices",
                columns: table => new
                {
                    document_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    traces = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kept_prices", x => x.document_id);
                });

            migrationBuilder.CreateTable(
                name: "ledger_posting",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    entry_no = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    account = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    document_kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    document_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    business_day = table.Column<int>(type: "INTEGER", nullable: false),
                    memo = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    correction_of = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_posting", x => new { x.dealer_id, x.entry_no, x.line });
                });

            migrationBuilder.CreateTable(
                name: "price_row",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    scope_key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    price = table.Column<long>(type: "INTEGER", nullable: true),
                    discount = table.Column<int>(type: "INTEGER", nullable: true),
                    min_quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    max_quantity = table.Column<long>(type: "INTEGER", nullable: true),
                    valid_from = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_to = table.Column<int>(type: "INTEGER", nullable: true),
                    supersedes = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_price_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "product_substitute",
                columns: table => new
                {
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    substitute_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rank = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_product_substitute", x => new { x.product_id, x.substitute_id });
                });

            migrationBuilder.CreateTable(
                name: "promotion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    name_en = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    category = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    price = table.Column<long>(type: "INTEGER", nullable: true),
                    discount = table.Column<int>(type: "INTEGER", nullable: true),
                    min_quantity = table.Column<long>(type: "INTEGER", nullable: false),
                    valid_from = table.Column<int>(type: "INTEGER", nullable: false),
                    valid_to = table.Column<int>(type: "INTEGER", nullable: false),
                    is_stackable = table.Column<bool>(type: "INTEGER", nullable: false),
                    tier = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_promotion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "risk_case",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    score = table.Column<double>(type: "REAL", nullable: false),
                    is_for_auditors = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    verdict = table.Column<bool>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_case", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "risk_hit",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    rule_id = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ordered_on = table.Column<int>(type: "INTEGER", nullable: false),
                    strength = table.Column<int>(type: "INTEGER", nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    rule_version = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    arguments = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_hit", x => new { x.order_id, x.rule_id });
                });

            migrationBuilder.CreateTable(
                name: "risk_rule",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    weight = table.Column<int>(type: "INTEGER", nullable: false),
                    enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    @params = table.Column<string>(name: "params", type: "TEXT", maxLength: 1000, nullable: false),
                    changed_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_risk_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "statement_mark",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    document_kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    document_number = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_statement_mark", x => new { x.dealer_id, x.document_kind, x.document_number, x.step });
                });

            migrationBuilder.CreateTable(
                name: "stock_backorder",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "INTEGER", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    promised_on = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_backorder", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "stock_balance",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    on_hand = table.Column<long>(type: "INTEGER", nullable: false),
                    reserved = table.Column<long>(type: "INTEGER", nullable: false),
                    quarantine = table.Column<long>(type: "INTEGER", nullable: false),
                    backordered = table.Column<long>(type: "INTEGER", nullable: false),
                    safety_stock = table.Column<long>(type: "INTEGER", nullable: false),
                    counted_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    counted_on = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_balance", x => new { x.product_id, x.location_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_lane",
                columns: table => new
                {
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    region_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    p_50 = table.Column<int>(type: "INTEGER", nullable: false),
                    p_80 = table.Column<int>(type: "INTEGER", nullable: false),
                    p_90 = table.Column<int>(type: "INTEGER", nullable: false),
                    samples = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_lane", x => new { x.location_id, x.region_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_movement",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    document_kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    document_no = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    document_line = table.Column<int>(type: "INTEGER", nullable: false),
                    step = table.Column<int>(type: "INTEGER", nullable: false),
                    on_hand_change = table.Column<long>(type: "INTEGER", nullable: false),
                    reserved_change = table.Column<long>(type: "INTEGER", nullable: false),
                    quarantine_change = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_movement", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stock_reservation",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "INTEGER", nullable: false),
                    location_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    shipped_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    steps = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_reservation", x => new { x.order_id, x.line_no, x.location_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_sharing",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_sharing", x => x.dealer_id);
                });

            migrationBuilder.CreateTable(
                name: "temp_limit_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    requested_by = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    requested_at = table.Column<long>(type: "INTEGER", nullable: false),
                    decided_by_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_temp_limit_request", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_approval_delegation_to_user_id",
                table: "approval_delegation",
                column: "to_user_id");

            migrationBuilder.CreateIndex(
                name: "ix_approval_request_doc_kind_doc_id",
                table: "approval_request",
                columns: new[] { "doc_kind", "doc_id" });

            migrationBuilder.CreateIndex(
                name: "ix_approval_task_request_id",
                table: "approval_task",
                column: "request_id");

            migrationBuilder.CreateIndex(
                name: "ix_approval_task_state_approver",
                table: "approval_task",
                columns: new[] { "state", "approver" });

            migrationBuilder.CreateIndex(
                name: "ix_cart_dealer_id",
                table: "cart",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_cart_user_id",
                table: "cart",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_contract_dealer_id_status",
                table: "contract",
                columns: new[] { "dealer_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_contract_status",
                table: "contract",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_credit_change_dealer_id_at",
                table: "credit_change",
                columns: new[] { "dealer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_approvals_dealer_id_requested_on",
                table: "fact_approvals",
                columns: new[] { "dealer_id", "requested_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_approvals_requested_on",
                table: "fact_approvals",
                column: "requested_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_dealer_changes_changed_on",
                table: "fact_dealer_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_dealer_changes_dealer_id_changed_on",
                table: "fact_dealer_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_changes_changed_on",
                table: "fact_price_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_changes_dealer_id_changed_on",
                table: "fact_price_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_price_changes_fact_seq",
                table: "fact_price_changes",
                column: "fact_seq");

            migrationBuilder.CreateIndex(
                name: "ix_fact_region_permits_dealer_id_valid_from",
                table: "fact_region_permits",
                columns: new[] { "dealer_id", "valid_from" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_region_permits_valid_from",
                table: "fact_region_permits",
                column: "valid_from");

            migrationBuilder.CreateIndex(
                name: "ix_fact_risk_reviews_dealer_id_opened_on",
                table: "fact_risk_reviews",
                columns: new[] { "dealer_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_risk_reviews_opened_on",
                table: "fact_risk_reviews",
                column: "opened_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_ship_tos_address_key",
                table: "fact_ship_tos",
                column: "address_key");

            migrationBuilder.CreateIndex(
                name: "ix_fact_ship_tos_dealer_id",
                table: "fact_ship_tos",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_inbound_plan_eta",
                table: "inbound_plan",
                column: "eta");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_posting_dealer_id_business_day",
                table: "ledger_posting",
                columns: new[] { "dealer_id", "business_day" });

            migrationBuilder.CreateIndex(
                name: "ix_ledger_posting_document_kind_document_number_step_line",
                table: "ledger_posting",
                columns: new[] { "document_kind", "document_number", "step", "line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_price_row_product_id_dealer_id",
                table: "price_row",
                columns: new[] { "product_id", "dealer_id" });

            migrationBuilder.CreateIndex(
                name: "ix_price_row_scope_scope_key",
                table: "price_row",
                columns: new[] { "scope", "scope_key" });

            migrationBuilder.CreateIndex(
                name: "ix_price_row_supersedes",
                table: "price_row",
                column: "supersedes");

            migrationBuilder.CreateIndex(
                name: "ix_promotion_valid_to",
                table: "promotion",
                column: "valid_to");

            migrationBuilder.CreateIndex(
                name: "ix_risk_case_closed_at_score",
                table: "risk_case",
                columns: new[] { "closed_at", "score" });

            migrationBuilder.CreateIndex(
                name: "ix_risk_case_dealer_id",
                table: "risk_case",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_risk_hit_ordered_on",
                table: "risk_hit",
                column: "ordered_on");

            migrationBuilder.CreateIndex(
                name: "ix_stock_backorder_product_id",
                table: "stock_backorder",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_stock_movement_document_kind_document_no_document_line_step_",
                table: "stock_movement",
                columns: new[] { "document_kind", "document_no", "document_line", "step", "location_id", "product_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stock_movement_product_id_location_id_at",
                table: "stock_movement",
                columns: new[] { "product_id", "location_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_reservation_dealer_id_at",
                table: "stock_reservation",
                columns: new[] { "dealer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_reservation_product_id_location_id_state",
                table: "stock_reservation",
                columns: new[] { "product_id", "location_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_reservation_state_expires_at",
                table: "stock_reservation",
                columns: new[] { "state", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_temp_limit_request_dealer_id_state",
                table: "temp_limit_request",
                columns: new[] { "dealer_id", "state" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "allocation_cap");

            migrationBuilder.DropTable(
                name: "approval_delegation");

            migrationBuilder.DropTable(
                name: "approval_request");

            migrationBuilder.DropTable(
                name: "approval_rule");

            migrationBuilder.DropTable(
                name: "approval_task");

            migrationBuilder.DropTable(
                name: "cart");

            migrationBuilder.DropTable(
                name: "contract");

            migrationBuilder.DropTable(
                name: "contract_counter");

            migrationBuilder.DropTable(
                name: "contract_month");

            migrationBuilder.DropTable(
                name: "credit_change");

            migrationBuilder.DropTable(
                name: "fact_approvals");

            migrationBuilder.DropTable(
                name: "fact_credit_standings");

            migrationBuilder.DropTable(
                name: "fact_dealer_changes");

            migrationBuilder.DropTable(
                name: "fact_price_changes");

            migrationBuilder.DropTable(
                name: "fact_region_permits");

            migrationBuilder.DropTable(
                name: "fact_risk_reviews");

            migrationBuilder.DropTable(
                name: "fact_ship_tos");

            migrationBuilder.DropTable(
                name: "fact_stock_levels");

            migrationBuilder.DropTable(
                name: "inbound_plan");

            migrationBuilder.DropTable(
                name: "kept_prices");

            migrationBuilder.DropTable(
                name: "ledger_posting");

            migrationBuilder.DropTable(
                name: "price_row");

            migrationBuilder.DropTable(
                name: "product_substitute");

            migrationBuilder.DropTable(
                name: "promotion");

            migrationBuilder.DropTable(
                name: "risk_case");

            migrationBuilder.DropTable(
                name: "risk_hit");

            migrationBuilder.DropTable(
                name: "risk_rule");

            migrationBuilder.DropTable(
                name: "statement_mark");

            migrationBuilder.DropTable(
                name: "stock_backorder");

            migrationBuilder.DropTable(
                name: "stock_balance");

            migrationBuilder.DropTable(
                name: "stock_lane");

            migrationBuilder.DropTable(
                name: "stock_movement");

            migrationBuilder.DropTable(
                name: "stock_reservation");

            migrationBuilder.DropTable(
                name: "stock_sharing");

            migrationBuilder.DropTable(
                name: "temp_limit_request");

            migrationBuilder.DropColumn(
                name: "payer_name",
                table: "fact_payments");

            migrationBuilder.DropColumn(
                name: "ship_to_id",
                table: "fact_orders");

            migrationBuilder.DropColumn(
                name: "amendment_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "block_reason",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "confirmed",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "control_difference",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "currency",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "deposit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "entries",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "followed_seq",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "is_open",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "opened_on",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "receivable",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "reopen_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "risk_class",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "shipment_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "shipped",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "snap_limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "snap_temp_limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "submit_policy",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "temp_limit",
                table: "credit_account");

            migrationBuilder.DropColumn(
                name: "temp_until",
                table: "credit_account");

            migrationBuilder.RenameColumn(
                name: "unapplied",
                table: "credit_account",
                newName: "exposure");

            migrationBuilder.RenameColumn(
                name: "term_days",
                table: "credit_account",
                newName: "cover");

            migrationBuilder.CreateTable(
                name: "order_draft",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    command_id = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_draft", x => x.user_id);
                });
        }
    }
}
