using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Documents : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ship_to_id",
                table: "cart",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "billed_line",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    net = table.Column<long>(type: "bigint", nullable: false),
                    tax_percent = table.Column<int>(type: "integer", nullable: false),
                    credited_qty = table.Column<long>(type: "bigint", nullable: false),
                    credited_net = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billed_line", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "company_seat",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    access = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    single_limit = table.Column<long>(type: "bigint", nullable: true),
                    monthly_limit = table.Column<long>(type: "bigint", nullable: true),
                    approver_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_seat", x => x.user_id);
                });

            migrationBuilder.CreateTable(
                name: "company_unit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_company_unit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "custom_role",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    permissions = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_custom_role", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "delivery_task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    since_at = table.Column<long>(type: "bigint", nullable: false),
                    detail = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    owner_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    owner_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    resolved_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_delivery_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "document_counter",
                columns: table => new
                {
                    series = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_document_counter", x => new { x.series, x.month });
                });

            migrationBuilder.CreateTable(
                name: "fact_delivery_tasks",
                columns: table => new
                {
                    task_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    opened_on = table.Column<int>(type: "integer", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: true),
                    resolved_at = table.Column<long>(type: "bigint", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_delivery_tasks", x => x.task_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_quotes",
                columns: table => new
                {
                    quote_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quoted_on = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    list_amount = table.Column<long>(type: "bigint", nullable: false),
                    revisions = table.Column<int>(type: "integer", nullable: false),
                    approval_needed = table.Column<int>(type: "integer", nullable: false),
                    floor_breach = table.Column<int>(type: "integer", nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_quotes", x => x.quote_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_returns",
                columns: table => new
                {
                    rma_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    requested_on = table.Column<int>(type: "integer", nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: true),
                    approved_at = table.Column<long>(type: "bigint", nullable: true),
                    received_on = table.Column<int>(type: "integer", nullable: true),
                    credited_on = table.Column<int>(type: "integer", nullable: true),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    disposition = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_returns", x => new { x.rma_id, x.line_no });
                });

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
                name: "goods_return",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    is_auto_approved = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    requested_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    approved_at = table.Column<long>(type: "bigint", nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    carrier = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    tracking_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    received_at = table.Column<long>(type: "bigint", nullable: true),
                    inspected_at = table.Column<long>(type: "bigint", nullable: true),
                    credited_at = table.Column<long>(type: "bigint", nullable: true),
                    refusal = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    credited_gross = table.Column<long>(type: "bigint", nullable: false),
                    credit_notes = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    steps = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "goods_return_line",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_line = table.Column<int>(type: "integer", nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    fee_percent = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_qty = table.Column<long>(type: "bigint", nullable: true),
                    disposition = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    inspection_note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return_line", x => new { x.number, x.line });
                });

            migrationBuilder.CreateTable(
                name: "goods_return_photo",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    line = table.Column<int>(type: "integer", nullable: false),
                    sha_256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    media_type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    is_inspection = table.Column<bool>(type: "boolean", nullable: false),
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return_photo", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "goods_return_step",
                columns: table => new
                {
                    number = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_goods_return_step", x => new { x.number, x.step });
                });

            migrationBuilder.CreateTable(
                name: "invoice_line",
                columns: table => new
                {
                    invoice_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_line = table.Column<int>(type: "integer", nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    net = table.Column<long>(type: "bigint", nullable: false),
                    tax_percent = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_line", x => new { x.invoice_id, x.line });
                });

            migrationBuilder.CreateTable(
                name: "order_revision",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    by_user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    net_before = table.Column<long>(type: "bigint", nullable: false),
                    net_after = table.Column<long>(type: "bigint", nullable: false),
                    lines_before = table.Column<string>(type: "text", nullable: false),
                    lines_after = table.Column<string>(type: "text", nullable: false),
                    other_order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_revision", x => new { x.order_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "proof_of_delivery",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    signed_by = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    photo = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    photo_type = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    short_qty = table.Column<long>(type: "bigint", nullable: false),
                    damaged_qty = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proof_of_delivery", x => x.shipment_id);
                });

            migrationBuilder.CreateTable(
                name: "quote",
                columns: table => new
                {
                    no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    tier = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    ask_revision = table.Column<int>(type: "integer", nullable: false),
                    offer_revision = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    asked_at = table.Column<long>(type: "bigint", nullable: true),
                    asked_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    due_at = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    valid_until = table.Column<int>(type: "integer", nullable: true),
                    message = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    list_amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_amount = table.Column<long>(type: "bigint", nullable: false),
                    accepted_list_amount = table.Column<long>(type: "bigint", nullable: false),
                    discount = table.Column<int>(type: "integer", nullable: false),
                    margin = table.Column<int>(type: "integer", nullable: false),
                    is_below_floor = table.Column<bool>(type: "boolean", nullable: false),
                    needed_approval = table.Column<bool>(type: "boolean", nullable: false),
                    line_count = table.Column<int>(type: "integer", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    file_sha_256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "quote_counter",
                columns: table => new
                {
                    month = table.Column<int>(type: "integer", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_counter", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "quote_line",
                columns: table => new
                {
                    quote_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    ask_price = table.Column<long>(type: "bigint", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    breaks = table.Column<string>(type: "text", nullable: false),
                    list_price = table.Column<long>(type: "bigint", nullable: false),
                    unit_cost = table.Column<long>(type: "bigint", nullable: false),
                    floor = table.Column<long>(type: "bigint", nullable: false),
                    max_quantity = table.Column<long>(type: "bigint", nullable: false),
                    accepted_quantity = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_line", x => new { x.quote_no, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "quote_order",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quote_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    net_amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_order", x => x.order_id);
                });

            migrationBuilder.CreateTable(
                name: "quote_revision",
                columns: table => new
                {
                    quote_no = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    by_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    valid_until = table.Column<int>(type: "integer", nullable: true),
                    words = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    prices = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_quote_revision", x => new { x.quote_no, x.kind, x.number });
                });

            migrationBuilder.CreateTable(
                name: "returned_line",
                columns: table => new
                {
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_returned_line", x => new { x.order_id, x.line_no });
                });

            migrationBuilder.CreateTable(
                name: "shipment_line",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line_no = table.Column<int>(type: "integer", nullable: false),
                    order_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "bigint", nullable: false),
                    short_qty = table.Column<long>(type: "bigint", nullable: false),
                    damaged_qty = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_shipment_line", x => new { x.shipment_id, x.line_no });
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
                name: "tracking_event",
                columns: table => new
                {
                    shipment_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    place = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    raw = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tracking_event", x => new { x.shipment_id, x.at, x.code });
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
                columnTypes: new[] { "integer", "bigint" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_status",
                table: "fact_shipments",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_fact_shipments_tracking_no",
                table: "fact_shipments",
                column: "tracking_no");

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

            migrationBuilder.CreateIndex(
                name: "ix_delivery_task_shipment_id_kind_since_at",
                table: "delivery_task",
                columns: new[] { "shipment_id", "kind", "since_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_delivery_task_state",
                table: "delivery_task",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_fact_delivery_tasks_dealer_id_opened_on",
                table: "fact_delivery_tasks",
                columns: new[] { "dealer_id", "opened_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_delivery_tasks_opened_on",
                table: "fact_delivery_tasks",
                column: "opened_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_quotes_dealer_id_quoted_on",
                table: "fact_quotes",
                columns: new[] { "dealer_id", "quoted_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_quotes_quoted_on",
                table: "fact_quotes",
                column: "quoted_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_returns_dealer_id_requested_on",
                table: "fact_returns",
                columns: new[] { "dealer_id", "requested_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_returns_requested_on",
                table: "fact_returns",
                column: "requested_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_territory_changes_changed_on",
                table: "fact_territory_changes",
                column: "changed_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_territory_changes_dealer_id_changed_on",
                table: "fact_territory_changes",
                columns: new[] { "dealer_id", "changed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_dealer_id_status",
                table: "goods_return",
                columns: new[] { "dealer_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_status",
                table: "goods_return",
                column: "status");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_line_order_id",
                table: "goods_return_line",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_goods_return_photo_number",
                table: "goods_return_photo",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_invoice_line_order_id",
                table: "invoice_line",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_order_revision_dealer_id",
                table: "order_revision",
                column: "dealer_id");

            migrationBuilder.CreateIndex(
                name: "ix_proof_of_delivery_order_id",
                table: "proof_of_delivery",
                column: "order_id");

            migrationBuilder.CreateIndex(
                name: "ix_quote_dealer_id_status",
                table: "quote",
                columns: new[] { "dealer_id", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_quote_decided_at",
                table: "quote",
                column: "decided_at");

            migrationBuilder.CreateIndex(
                name: "ix_quote_status_valid_until",
                table: "quote",
                columns: new[] { "status", "valid_until" });

            migrationBuilder.CreateIndex(
                name: "ix_quote_line_product_id",
                table: "quote_line",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_quote_order_quote_no",
                table: "quote_order",
                column: "quote_no");

            migrationBuilder.CreateIndex(
                name: "ix_shipment_line_order_id",
                table: "shipment_line",
                column: "order_id");

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
                name: "billed_line");

            migrationBuilder.DropTable(
                name: "company_seat");

            migrationBuilder.DropTable(
                name: "company_unit");

            migrationBuilder.DropTable(
                name: "custom_role");

            migrationBuilder.DropTable(
                name: "delivery_task");

            migrationBuilder.DropTable(
                name: "document_counter");

            migrationBuilder.DropTable(
                name: "fact_delivery_tasks");

            migrationBuilder.DropTable(
                name: "fact_quotes");

            migrationBuilder.DropTable(
                name: "fact_returns");

            migrationBuilder.DropTable(
                name: "fact_territory_changes");

            migrationBuilder.DropTable(
                name: "goods_return");

            migrationBuilder.DropTable(
                name: "goods_return_line");

            migrationBuilder.DropTable(
                name: "goods_return_photo");

            migrationBuilder.DropTable(
                name: "goods_return_step");

            migrationBuilder.DropTable(
                name: "invoice_line");

            migrationBuilder.DropTable(
                name: "order_revision");

            migrationBuilder.DropTable(
                name: "proof_of_delivery");

            migrationBuilder.DropTable(
                name: "quote");

            migrationBuilder.DropTable(
                name: "quote_counter");

            migrationBuilder.DropTable(
                name: "quote_line");

            migrationBuilder.DropTable(
                name: "quote_order");

            migrationBuilder.DropTable(
                name: "quote_revision");

            migrationBuilder.DropTable(
                name: "returned_line");

            migrationBuilder.DropTable(
                name: "shipment_line");

            migrationBuilder.DropTable(
                name: "territory");

            migrationBuilder.DropTable(
                name: "territory_region");

            migrationBuilder.DropTable(
                name: "territory_turn");

            migrationBuilder.DropTable(
                name: "tracking_event");

            migrationBuilder.DropTable(
                name: "workbench_layout");

            migrationBuilder.DropIndex(
                name: "ix_fact_shipments_status",
                table: "fact_shipments");

            migrationBuilder.DropIndex(
                name: "ix_fact_shipments_tracking_no",
                table: "fact_shipments");

            migrationBuilder.DropColumn(
                name: "ship_to_id",
                table: "cart");
        }
    }
}
