using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class DataFeeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "fact_feed_notices",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    notice = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    noticed_on = table.Column<int>(type: "integer", nullable: false),
                    due_on = table.Column<int>(type: "integer", nullable: false),
                    late_days = table.Column<int>(type: "integer", nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_feed_notices", x => new { x.dealer_id, x.kind, x.notice, x.noticed_on });
                });

            migrationBuilder.CreateTable(
                name: "feed_column_map",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    headers = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_column_map", x => new { x.dealer_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "feed_difference",
                columns: table => new
                {
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    snap_on = table.Column<int>(type: "integer", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    open_on = table.Column<int>(type: "integer", nullable: false),
                    opening = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    sold = table.Column<long>(type: "bigint", nullable: false),
                    returned = table.Column<long>(type: "bigint", nullable: false),
                    reported = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    comment = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_difference", x => new { x.submission_id, x.product_id, x.snap_on });
                });

            migrationBuilder.CreateTable(
                name: "feed_draft",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    on = table.Column<int>(type: "integer", nullable: true),
                    cells = table.Column<string>(type: "text", nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_draft", x => new { x.dealer_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "feed_product_code",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    code = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_product_code", x => new { x.dealer_id, x.code });
                });

            migrationBuilder.CreateTable(
                name: "feed_row",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    submission_id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    date = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    quantity = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    amount = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    receipt = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    store = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    dealer = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    product_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    is_remembered = table.Column<bool>(type: "boolean", nullable: false),
                    is_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    due_on = table.Column<int>(type: "integer", nullable: true),
                    is_counted = table.Column<bool>(type: "boolean", nullable: false),
                    problems = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    changed_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_row", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "feed_schedule",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    weekday = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    due_hour = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_schedule", x => new { x.dealer_id, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "feed_submission",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    kind = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    method = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    file_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    by_user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: true),
                    to = table.Column<int>(type: "integer", nullable: true),
                    rows_total = table.Column<int>(type: "integer", nullable: false),
                    rows_taken = table.Column<int>(type: "integer", nullable: false),
                    rows_waiting = table.Column<int>(type: "integer", nullable: false),
                    rows_asked = table.Column<int>(type: "integer", nullable: false),
                    rows_discarded = table.Column<int>(type: "integer", nullable: false),
                    compared = table.Column<int>(type: "integer", nullable: false),
                    opening = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: false),
                    sold = table.Column<long>(type: "bigint", nullable: false),
                    returned = table.Column<long>(type: "bigint", nullable: false),
                    reported = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_feed_submission", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_fact_feed_notices_dealer_id_noticed_on",
                table: "fact_feed_notices",
                columns: new[] { "dealer_id", "noticed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_feed_notices_noticed_on",
                table: "fact_feed_notices",
                column: "noticed_on");

            migrationBuilder.CreateIndex(
                name: "ix_feed_difference_dealer_id_state",
                table: "feed_difference",
                columns: new[] { "dealer_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_feed_row_dealer_id_state",
                table: "feed_row",
                columns: new[] { "dealer_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_feed_row_submission_id_line",
                table: "feed_row",
                columns: new[] { "submission_id", "line" });

            migrationBuilder.CreateIndex(
                name: "ix_feed_submission_dealer_id_kind_at",
                table: "feed_submission",
                columns: new[] { "dealer_id", "kind", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_feed_submission_dealer_id_kind_file_hash",
                table: "feed_submission",
                columns: new[] { "dealer_id", "kind", "file_hash" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "fact_feed_notices");

            migrationBuilder.DropTable(
                name: "feed_column_map");

            migrationBuilder.DropTable(
                name: "feed_difference");

            migrationBuilder.DropTable(
                name: "feed_draft");

            migrationBuilder.DropTable(
                name: "feed_product_code");

            migrationBuilder.DropTable(
                name: "feed_row");

            migrationBuilder.DropTable(
                name: "feed_schedule");

            migrationBuilder.DropTable(
                name: "feed_submission");
        }
    }
}
