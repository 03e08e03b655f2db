using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChannelPortal.Platform.Data.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Evaluation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<double>(
                name: "sales",
                table: "fact_health_scores",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<double>(
                name: "potential",
                table: "fact_health_scores",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<double>(
                name: "loyalty",
                table: "fact_health_scores",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<double>(
                name: "digital",
                table: "fact_health_scores",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.AlterColumn<double>(
                name: "compliance",
                table: "fact_health_scores",
                type: "double precision",
                nullable: true,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.CreateTable(
                name: "dealer_standing",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    month_on = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<int>(type: "integer", nullable: true),
                    potential = table.Column<int>(type: "integer", nullable: true),
                    segment = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    coverage = table.Column<int>(type: "integer", nullable: false),
                    value_dimensions = table.Column<string>(type: "text", nullable: false),
                    potential_dimensions = table.Column<string>(type: "text", nullable: false),
                    peer_group = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    peers = table.Column<int>(type: "integer", nullable: false),
                    sell_in_year = table.Column<long>(type: "bigint", nullable: false),
                    computed_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dealer_standing", x => new { x.dealer_id, x.month_on });
                });

            migrationBuilder.CreateTable(
                name: "evaluation",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    index = table.Column<int>(type: "integer", nullable: true),
                    band = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: true),
                    sales = table.Column<int>(type: "integer", nullable: true),
                    compliance = table.Column<int>(type: "integer", nullable: true),
                    loyalty = table.Column<int>(type: "integer", nullable: true),
                    digital = table.Column<int>(type: "integer", nullable: true),
                    potential = table.Column<int>(type: "integer", nullable: true),
                    coverage = table.Column<int>(type: "integer", nullable: false),
                    components = table.Column<string>(type: "text", nullable: false),
                    peer_group = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    peers = table.Column<int>(type: "integer", nullable: false),
                    has_fraud = table.Column<bool>(type: "boolean", nullable: false),
                    weights_version = table.Column<int>(type: "integer", nullable: false),
                    inputs_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    computed_at = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation", x => new { x.dealer_id, x.quarter_on });
                });

            migrationBuilder.CreateTable(
                name: "evaluation_case",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    tier = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    multiplier = table.Column<int>(type: "integer", nullable: false),
                    tier_step = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    credit_step = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    reasons = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    is_strategic = table.Column<bool>(type: "boolean", nullable: false),
                    is_overridden = table.Column<bool>(type: "boolean", nullable: false),
                    override_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    reviewed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    reviewed_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    reviewed_at = table.Column<long>(type: "bigint", nullable: true),
                    sent_back = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    notified_at = table.Column<long>(type: "bigint", nullable: true),
                    appeal_until = table.Column<int>(type: "integer", nullable: true),
                    effective_on = table.Column<int>(type: "integer", nullable: true),
                    appeal_reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    appealed_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    appealed_at = table.Column<long>(type: "bigint", nullable: true),
                    answer_due_on = table.Column<int>(type: "integer", nullable: true),
                    appeal_outcome = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: true),
                    appeal_answer = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    answered_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    answered_at = table.Column<long>(type: "bigint", nullable: true),
                    final_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    final_at = table.Column<long>(type: "bigint", nullable: true),
                    applied_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_case", x => new { x.dealer_id, x.quarter_on });
                });

            migrationBuilder.CreateTable(
                name: "evaluation_revision",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    index = table.Column<int>(type: "integer", nullable: true),
                    band = table.Column<string>(type: "character varying(1)", maxLength: 1, nullable: true),
                    components = table.Column<string>(type: "text", nullable: false),
                    inputs_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    weights_version = table.Column<int>(type: "integer", nullable: false),
                    computed_at = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    replaced_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    replaced_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_evaluation_revision", x => new { x.dealer_id, x.quarter_on, x.revision });
                });

            migrationBuilder.CreateTable(
                name: "fact_evaluations",
                columns: table => new
                {
                    dealer_id = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    quarter_on = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    band = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    tier_step = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    appeal_until = table.Column<int>(type: "integer", nullable: true),
                    effective_on = table.Column<int>(type: "integer", nullable: true),
                    fact_seq = table.Column<long>(type: "bigint", nullable: false),
                    occurred_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fact_evaluations", x => new { x.dealer_id, x.quarter_on });
                });

            migrationBuilder.CreateTable(
                name: "health_weights",
                columns: table => new
                {
                    no = table.Column<int>(type: "integer", nullable: false),
                    sales = table.Column<int>(type: "integer", nullable: false),
                    compliance = table.Column<int>(type: "integer", nullable: false),
                    loyalty = table.Column<int>(type: "integer", nullable: false),
                    digital = table.Column<int>(type: "integer", nullable: false),
                    potential = table.Column<int>(type: "integer", nullable: false),
                    from_quarter = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    state = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    proposed_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    proposed_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    proposed_at = table.Column<long>(type: "bigint", nullable: false),
                    decided_by_name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_health_weights", x => x.no);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dealer_standing_month_on_peer_group",
                table: "dealer_standing",
                columns: new[] { "month_on", "peer_group" });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_quarter_on_peer_group",
                table: "evaluation",
                columns: new[] { "quarter_on", "peer_group" });

            migrationBuilder.CreateIndex(
                name: "ix_evaluation_case_quarter_on_status",
                table: "evaluation_case",
                columns: new[] { "quarter_on", "status" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_evaluations_dealer_id_quarter_on",
                table: "fact_evaluations",
                columns: new[] { "dealer_id", "quarter_on" });

            migrationBuilder.CreateIndex(
                name: "ix_fact_evaluations_quarter_on",
                table: "fact_evaluations",
                column: "quarter_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dealer_standing");

            migrationBuilder.DropTable(
                name: "evaluation");

            migrationBuilder.DropTable(
                name: "evaluation_case");

            migrationBuilder.DropTable(
                name: "evaluation_revision");

            migrationBuilder.DropTable(
                name: "fact_evaluations");

            migrationBuilder.DropTable(
                name: "health_weights");

            migrationBuilder.AlterColumn<double>(
                name: "sales",
                table: "fact_health_scores",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "potential",
                table: "fact_health_scores",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "loyalty",
                table: "fact_health_scores",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "digital",
                table: "fact_health_scores",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);

            migrationBuilder.AlterColumn<double>(
                name: "compliance",
                table: "fact_health_scores",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0,
                oldClrType: typeof(double),
                oldType: "double precision",
                oldNullable: true);
        }
    }
}
