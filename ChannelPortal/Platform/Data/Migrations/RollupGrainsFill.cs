namespace ChannelPortal.Platform.Data.Migrations;

/// <summary>
/// Fills from the lines what the migration RollupGrains changes (ADR 0010); the same text on every provider, and fixed: later grains are other
/// migrations. In the order of days, as rows came in: a range of days then lies on few pages.
/// </summary>
internal static class RollupGrainsFill
{
    public const string Hours = "INSERT INTO rollup_order_lines_hour (dealer_id, ordered_on, hour_at, status, " + Sums + ") SELECT dealer_id, ordered_on, " + HourAt + ", status, " + Totals
        + " FROM fact_order_lines GROUP BY dealer_id, ordered_on, " + HourAt + ", status ORDER BY ordered_on, dealer_id";

    public const string Days = "INSERT INTO rollup_order_lines_day (dealer_id, product_id, ordered_on, status, " + Sums + ") SELECT dealer_id, product_id, ordered_on, status, " + Totals
        + " FROM fact_order_lines GROUP BY dealer_id, product_id, ordered_on, status ORDER BY ordered_on, dealer_id";

    private const string Sums = "rows, ordered_qty, shipped_qty, backorder_qty, list_amount, net_amount, discount_amount, cost_amount";
    private const string Totals = "COUNT(*), SUM(ordered_qty), SUM(shipped_qty), SUM(backorder_qty), SUM(list_amount), SUM(net_amount), SUM(discount_amount), SUM(cost_amount)";
    private const string HourAt = "COALESCE(ordered_at / 3600000 * 3600000, 0)";
}
