using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>A migrated SQLite file of a portal that does not run, filled month by month into the past, straight into facts and rollups.</summary>
internal sealed class MetricsBenchDatabase(string path)
{
    internal const int Dealers = 3_000;
    private const int Products = 500;
    private const int LinesPerMonth = 166_667;
    private const int LinesPerOrder = 5;
    private const int OrdersPerMonth = (LinesPerMonth / LinesPerOrder) + 1;
    private static readonly DateOnly s_last = new(2026, 10, 1);

    private readonly Dictionary<string, List<(string Name, string Default)>> needed = new(StringComparer.Ordinal);
    private int months;

    public static string Dealer(int dealer) => string.Create(CultureInfo.InvariantCulture, $"B{dealer % Dealers:0000}");

    /// <summary>Adds older months until there are that many million order lines.</summary>
    public void Grow(int millions)
    {
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        Execute("PRAGMA journal_mode = OFF");
        Execute("PRAGMA synchronous = OFF");
        Execute("PRAGMA cache_size = -400000");
        Execute("PRAGMA temp_store = MEMORY");
        if (months == 0)
        {
            Dimensions();
        }

        // Indexes of long tables are built at the end, which is many times faster; each shows that it holds the same as if it had grown.
        var indexes = Read("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND (tbl_name LIKE 'fact_%' OR tbl_name LIKE 'rollup_%')");
        foreach (var index in indexes)
        {
            Execute($"DROP INDEX \"{index[0]}\"");
        }

        var wanted = (int)Math.Ceiling(millions * 1_000_000.0 / LinesPerMonth);
        for (; months < wanted; months++)
        {
            Month(s_last.AddMonths(-months));
        }

        foreach (var index in indexes)
        {
            Execute(index[1]);
        }

        Execute("PRAGMA journal_mode = WAL");

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (sql, 0);
            command.ExecuteNonQuery();
        }

        List<string[]> Read(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<string[]>();
            while (reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!)]);
            }

            return rows;
        }

        void Dimensions()
        {
            Insert("fact_regions", 7, "region_id = 'R' || i, path = 'CN/R' || i || '/', level = 'city', name = 'R' || i, name_en = 'R' || i");
            Insert("fact_dealers", Dealers, "dealer_id = printf('B%04d', i), region_id = 'R' || (i % 7), name = 'B' || i, tier = 'gold', status = 'active', level_no = 1, sales_staff = 9, certified_staff = 5, joined_on = 10000, currency = 'CNY'");
            Insert("fact_products", Products, "product_id = printf('P%05d', i), name = 'P' || i, category = 'K' || (i % 20), abc_class = 'C', lifecycle = 'core', unit = 'pcs', list_price = 1000000, unit_cost = 700000, launched_on = 10000");
            Insert("fact_stores", Dealers, "store_id = printf('S%04d', i), dealer_id = printf('B%04d', i), region_id = 'R' || (i % 7), area_sqm = 90.0, opened_on = 10000");
        }

        void Month(DateOnly month)
        {
            var first = (month.DayNumber - new DateOnly(1970, 1, 1).DayNumber).ToString(CultureInfo.InvariantCulture);
            var length = DateTime.DaysInMonth(month.Year, month.Month).ToString(CultureInfo.InvariantCulture);
            var key = month.ToString("yyMM", CultureInfo.InvariantCulture);
            var order = $"(i / {LinesPerOrder})";
            var day = $"({first} + {order} % {length})";
            Insert("fact_order_lines", LinesPerMonth,
                $"order_id = printf('O{key}-%06d', {order}), line_no = i % {LinesPerOrder} + 1, dealer_id = printf('B%04d', {order} * 7919 % {Dealers}), product_id = printf('P%05d', (i * 31 + i / {Dealers * LinesPerOrder} * 7) % {Products}), " +
                $"ordered_on = {day}, ordered_at = ({day}) * 86400000 + 36000000, status = 'shipped', ordered_qty = 5000, shipped_qty = 5000, list_price = 1000000, net_price = 900000, unit_cost = 700000, " +
                "list_amount = 50000, net_amount = 45000, discount_amount = 5000, cost_amount = 35000, price_source = 'tier', is_new_product = i % 9 = 0");
            Execute("INSERT INTO rollup_order_lines_month (dealer_id, product_id, ordered_on, status, rows, ordered_qty, shipped_qty, backorder_qty, list_amount, net_amount, discount_amount, cost_amount) " +
                    $"SELECT dealer_id, product_id, {first}, status, COUNT(*), SUM(ordered_qty), SUM(shipped_qty), SUM(backorder_qty), SUM(list_amount), SUM(net_amount), SUM(discount_amount), SUM(cost_amount) {Lines()} GROUP BY dealer_id, product_id, status");
            Execute("INSERT INTO rollup_order_lines_hour (dealer_id, ordered_on, hour_at, status, rows, ordered_qty, shipped_qty, backorder_qty, list_amount, net_amount, discount_amount, cost_amount) " +
                    $"SELECT dealer_id, ordered_on, ordered_at, status, COUNT(*), SUM(ordered_qty), SUM(shipped_qty), SUM(backorder_qty), SUM(list_amount), SUM(net_amount), SUM(discount_amount), SUM(cost_amount) {Lines()} GROUP BY ordered_on, dealer_id, ordered_at, status");
            day = $"({first} + i % {length})";
            var dealer = $"dealer_id = printf('B%04d', i * 7919 % {Dealers})";
            var product = $"product_id = printf('P%05d', (i * 31 + i / {Dealers} * 7) % {Products})";
            Insert("fact_orders", OrdersPerMonth,
                $"order_id = printf('O{key}-%06d', i), {dealer}, ordered_on = {day}, channel = 'portal', status = 'closed', submitted_at = {day} * 86400000 + 36000000, confirmed_at = {day} * 86400000 + 43200000, net_amount = 225000, line_count = 5, " +
                "on_time = 1, in_full = i % 20 > 0, damage_free = 1, doc_ok = 1, currency = 'CNY'");
            Execute($"INSERT INTO rollup_orders_day (dealer_id, ordered_on, status, rows, net_amount, line_count) SELECT dealer_id, ordered_on, status, COUNT(*), SUM(net_amount), SUM(line_count) {Of("fact_orders", "order_id", "O")} GROUP BY ordered_on, dealer_id, status");
            Insert("fact_shipments", OrdersPerMonth, $"shipment_id = printf('H{key}-%06d', i), order_id = printf('O{key}-%06d', i), {dealer}, shipped_on = {day}, promised_on = {day} + 3, delivered_on = {day} + 2 + (i % 8 = 0) * 2, status = 'delivered', freight_cost = 5000, goods_value = 225000, weight_kg = 20.0, qty = 25000");
            Insert("fact_payments", OrdersPerMonth, $"payment_id = printf('Y{key}-%06d', i), {dealer}, received_on = {day}, amount = 220000, method = 'bank'");
            Insert("fact_pos_sales", OrdersPerMonth, $"sale_id = printf('X{key}-%06d', i), {dealer}, store_id = printf('S%04d', i * 7919 % {Dealers}), {product}, sold_on = {day}, qty = 3000, amount = 39000, list_amount = 40000, cost_amount = 27000");
            Execute($"INSERT INTO rollup_pos_sales_day (dealer_id, product_id, sold_on, rows, qty, amount, list_amount, cost_amount) SELECT dealer_id, product_id, sold_on, COUNT(*), SUM(qty), SUM(amount), SUM(list_amount), SUM(cost_amount) {Of("fact_pos_sales", "sale_id", "X")} GROUP BY sold_on, dealer_id, product_id");
            Execute($"INSERT INTO rollup_pos_sales_month (dealer_id, product_id, sold_on, rows, qty, amount, list_amount, cost_amount) SELECT dealer_id, product_id, {first}, COUNT(*), SUM(qty), SUM(amount), SUM(list_amount), SUM(cost_amount) {Of("fact_pos_sales", "sale_id", "X")} GROUP BY dealer_id, product_id");
            Insert("fact_inventory_snapshots", Dealers * 10, $"holder_id = printf('B%04d', i / 10), dealer_id = printf('B%04d', i / 10), product_id = printf('P%05d', i * 37 % {Products}), snap_on = {first} + {length} - 1, location = 'dealer', on_hand = i % 17 * 1000, unit_cost = 900000, avg_daily_demand = 700, lead_time_days = 5.0, age_days = i % 240");
            Insert("fact_ar_snapshots", Dealers, $"dealer_id = printf('B%04d', i), snap_on = {first} + {length} - 1, credit_limit = 90000000, open_ar = 40000000, overdue_ar = i % 9 * 100000");
            Insert("fact_targets", Dealers, $"dealer_id = printf('B%04d', i), month_on = {first}, kind = 'sell_in', target_amount = 2500000");
            var few = $"dealer_id = printf('B%04d', i)";
            Insert("fact_logins", Dealers * 4, $"dealer_id = printf('B%04d', i / 4), user_id = 'u', login_on = {first} + i % 4, device = 'desktop', minutes = 9.0");
            Insert("fact_claims", Dealers, $"claim_id = printf('C{key}-%04d', i), {few}, kind = 'mdf', submitted_on = {day}, status = 'paid', requested_amount = 20000, approved_amount = 15000");
            Insert("fact_rebates", Dealers, $"{few}, program_id = 'R', period_on = {first}, period_end_on = {first} + 29, accrued_amount = 30000, base_amount = 900000, settled_on = {first} + 40");
            Insert("fact_forecasts", Dealers, $"{few}, {product}, month_on = {first}, horizon = 1, forecast_amount = 90000, actual_amount = 95000, naive_amount = 80000");
            Insert("fact_tickets", Dealers, $"ticket_id = printf('T{key}-%04d', i), {few}, opened_on = {day}, opened_at = {day} * 86400000, first_reply_at = {day} * 86400000 + 600000, channel = 'portal'");
            Insert("fact_price_obs", Dealers * 3, $"observation_id = printf('Z{key}-%05d', i), dealer_id = printf('B%04d', i / 3), {product}, region_id = 'R' || (i % 7), observed_on = {day}, price = 1200000, floor_price = 1170000, msrp = 1300000, source = 'visit'");
            Insert("fact_scans", Dealers * 3, $"serial_no = printf('N{key}-%05d', i), {product}, dealer_id = printf('B%04d', i / 3), scanned_on = {day}, kind = 'sale', is_foreign = i % 40 = 0");
            Insert("fact_violations", Dealers / 10, $"violation_id = printf('V{key}-%04d', i), dealer_id = printf('B%04d', i * 10), kind = 'diversion', found_on = {day}, severity = 'minor', status = 'confirmed', detected_by = 'engine', amount = 90000");
            Insert("fact_campaigns", Dealers / 4, $"campaign_id = 'M{key}', dealer_id = printf('B%04d', i * 4), ended_on = {day}, status = 'closed', spend = 9000, baseline_sales = 90000, actual_sales = 140000, margin_rate = 0.2");
            Insert("fact_leads", Dealers * 2, $"lead_id = printf('L{key}-%05d', i), dealer_id = printf('B%04d', i / 2), source = 'web', created_on = {day}, assigned_at = {day} * 86400000, status = CASE i % 5 WHEN 0 THEN 'converted' ELSE 'lost' END");
            Insert("fact_data_feeds", Dealers * 2, $"dealer_id = printf('B%04d', i / 2), kind = CASE i % 2 WHEN 0 THEN 'pos' ELSE 'stock' END, due_on = {first} + 5, submitted_on = {first} + 4 + i % 3, rows_total = 90, method = 'api'");
            if (month.Month % 3 == 0)
            {
                Insert("fact_health_scores", Dealers, $"{few}, quarter_on = {first}, total = 78.0, sales = 80.0, compliance = 75.0, loyalty = 80.0, digital = 70.0, potential = 85.0");
            }

            string Lines() => Of("fact_order_lines", "order_id", "O");

            // The month's own rows lie together in the primary key.
            string Of(string table, string id, string prefix) => $"FROM {table} WHERE {id} >= '{prefix}{key}-' AND {id} < '{prefix}{key}.'";
        }

        void Insert(string table, int count, string assignments)
        {
            if (!needed.TryGetValue(table, out var all))
            {
                needed[table] = all = [.. Read($"SELECT name, type FROM pragma_table_info('{table}') WHERE \"notnull\" = 1").Select(c => (c[0], c[1] == "TEXT" ? "''" : c[1] == "REAL" ? "0.0" : "0"))];
            }

            var values = Split(assignments);
            foreach (var (name, fallback) in all)
            {
                values.TryAdd(name, fallback);
            }

            Execute($"INSERT INTO {table} ({string.Join(", ", values.Keys)}) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {(count - 1).ToString(CultureInfo.InvariantCulture)}) SELECT {string.Join(", ", values.Values)} FROM n");
        }
    }

    /// <summary><c>a = f(x, y), b = 1</c> by column; commas inside parentheses belong to the value.</summary>
    private static Dictionary<string, string> Split(string assignments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var (depth, from) = (0, 0);
        for (var at = 0; at <= assignments.Length; at++)
        {
            if (at == assignments.Length || (assignments[at] == ',' && depth == 0))
            {
                var one = assignments[from..at].Split('=', 2);
                values[one[0].Trim()] = one[1].Trim();
                from = at + 1;
            }
            else
            {
                depth += assignments[at] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }

        return values;
    }
}
