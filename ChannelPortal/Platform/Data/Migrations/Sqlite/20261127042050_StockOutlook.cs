using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StockOutlook : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "fact_stock_transfers",
                columns: table => new
                {
                    transfer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    stepped_on = table.Column<int>(type: "INTEGER", nullable: false),
                    side = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_stock_transfers", x => new { x.transfer_id, x.dealer_id });
                });

            migrationBuilder.CreateTable(
                name: "fact_stock_warnings",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    warned_on = table.Column<int>(type: "INTEGER", nullable: false),
                    warning_level = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    stake_amount = table.Column<long>(type: "INTEGER", nullable: false),
                    suggested_qty = table.Column<long>(type: "INTEGER", nullable: false),
                    fact_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    occurred_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_stock_warnings", x => new { x.dealer_id, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_outlook",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: false),
                    judged_at = table.Column<long>(type: "INTEGER", nullable: false),
                    seq = table.Column<long>(type: "INTEGER", nullable: false),
                    @class = table.Column<string>(name: "class", type: "TEXT", maxLength: 16, nullable: false),
                    counted_on = table.Column<int>(type: "INTEGER", nullable: false),
                    on_hand = table.Column<long>(type: "INTEGER", nullable: false),
                    on_hand_low = table.Column<long>(type: "INTEGER", nullable: false),
                    on_hand_high = table.Column<long>(type: "INTEGER", nullable: false),
                    inbound = table.Column<long>(type: "INTEGER", nullable: false),
                    daily_demand = table.Column<long>(type: "INTEGER", nullable: false),
                    safety_stock = table.Column<long>(type: "INTEGER", nullable: false),
                    reorder_point = table.Column<long>(type: "INTEGER", nullable: false),
                    order_up_to = table.Column<long>(type: "INTEGER", nullable: false),
                    lead_time = table.Column<int>(type: "INTEGER", nullable: false),
                    cover = table.Column<int>(type: "INTEGER", nullable: true),
                    stock_out_on = table.Column<int>(type: "INTEGER", nullable: true),
                    next_receipt_on = table.Column<int>(type: "INTEGER", nullable: false),
                    stake = table.Column<long>(type: "INTEGER", nullable: false),
                    suggested = table.Column<long>(type: "INTEGER", nullable: false),
                    excess = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    unit_price = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_on = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_outlook", x => new { x.dealer_id, x.product_id });
                });

            migrationBuilder.CreateTable(
                name: "stock_transfer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    giver_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    receiver_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    product_id = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    qty = table.Column<long>(type: "INTEGER", nullable: false),
                    kilometres = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<long>(type: "INTEGER", nullable: false),
                    benefit = table.Column<long>(type: "INTEGER", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    offered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer_until = table.Column<int>(type: "INTEGER", nullable: true),
                    giver_answer = table.Column<bool>(type: "INTEGER", nullable: true),
                    receiver_answer = table.Column<bool>(type: "INTEGER", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    closed_by = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    steps = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_transfer", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stock_trial",
                columns: table => new
                {
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    days = table.Column<int>(type: "INTEGER", nullable: false),
                    items = table.Column<int>(type: "INTEGER", nullable: false),
                    plain_stock_out_days = table.Column<long>(type: "INTEGER", nullable: false),
                    stock_out_days = table.Column<long>(type: "INTEGER", nullable: false),
                    plain_lost = table.Column<long>(type: "INTEGER", nullable: false),
                    lost = table.Column<long>(type: "INTEGER", nullable: false),
                    plain_stock = table.Column<long>(type: "INTEGER", nullable: false),
                    stock = table.Column<long>(type: "INTEGER", nullable: false),
                    plain_overstock = table.Column<long>(type: "INTEGER", nullable: false),
                    overstock = table.Column<long>(type: "INTEGER", nullable: false),
                    plain_orders = table.Column<long>(type: "INTEGER", nullable: false),
                    orders = table.Column<long>(type: "INTEGER", nullable: false),
                    sold = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stock_trial", x => x.day);
                });

            migrationBuilder.CreateIndex(
                name: "ix_fact_stock_transfers_dealer_id_stepped_on",
                table: "fact_stock_transfers",
                columns: new[] { "dealer_id", "stepped_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_stock_transfers_stepped_on",
                table: "fact_stock_transfers",
                column: "stepped_on");

            migrationBuilder.CreateIndex(
                name: "ix_fact_stock_warnings_dealer_id_warned_on",
                table: "fact_stock_warnings",
                columns: new[] { "dealer_id", "warned_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_stock_warnings_warned_on",
                table: "fact_stock_warnings",
                column: "warned_on");

            migrationBuilder.CreateIndex(
                name: "ix_stock_outlook_level_stake",
                table: "stock_outlook",
                columns: new[] { "level", "stake" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_transfer_state_giver_id",
                table: "stock_transfer",
                columns: new[] { "state", "giver_id" });

            migrationBuilder.CreateIndex(
                name: "ix_stock_transfer_state_receiver_id",
                table: "stock_transfer",
                columns: new[] { "state", "receiver_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fact_stock_transfers");

            migrationBuilder.DropTable(
                name: "fact_stock_warnings");

            migrationBuilder.DropTable(
                name: "stock_outlook");

            migrationBuilder.DropTable(
                name: "stock_transfer");

            migrationBuilder.DropTable(
                name: "stock_trial");
        }
    }
}
