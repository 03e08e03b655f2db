using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class CartsAndApprovals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "order_draft");

            migrationBuilder.CreateTable(
                name: "approval_delegation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    user_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    roles = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    to_user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    to_user_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    from = table.Column<int>(type: "int", nullable: false),
                    to = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_delegation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    doc_kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    doc_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    fingerprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    summary = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    requested_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    requested_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: false),
                    rule_name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    path = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    step = table.Column<int>(type: "int", nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    doc_kind = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    rank = table.Column<int>(type: "int", nullable: false),
                    conditions = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    steps = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    is_enabled = table.Column<bool>(type: "bit", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "approval_task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    request_id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    step = table.Column<int>(type: "int", nullable: false),
                    approver = table.Column<string>(type: "nvarchar(110)", maxLength: 110, nullable: false),
                    state = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    escalated_at = table.Column<long>(type: "bigint", nullable: true),
                    is_escalation = table.Column<bool>(type: "bit", nullable: false),
                    decided_by = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    decided_by_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    on_behalf_of = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approval_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "cart",
                columns: table => new
                {
                    cart_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    user_name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    is_shared = table.Column<bool>(type: "bit", nullable: false),
                    is_template = table.Column<bool>(type: "bit", nullable: false),
                    command_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    lines = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    line_count = table.Column<int>(type: "int", nullable: false),
                    saved_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cart", x => x.cart_id);
                });

            migrationBuilder.CreateTable(
                name: "fact_approvals",
                columns: table => new
                {
                    approval_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    doc_kind = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    requested_on = table.Column<int>(type: "int", nullable: false),
                    requested_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    sla_hours = table.Column<double>(type: "float", nullable: false),
                    outcome = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_approvals", x => x.approval_id);
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
                name: "ix_fact_approvals_dealer_id_requested_on",
                table: "fact_approvals",
                columns: new[] { "dealer_id", "requested_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_approvals_requested_on",
                table: "fact_approvals",
                column: "requested_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
                name: "fact_approvals");

            migrationBuilder.CreateTable(
                name: "order_draft",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    command_id = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    dealer_id = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    lines = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    saved_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_order_draft", x => x.user_id);
                });
        }
    }
}
