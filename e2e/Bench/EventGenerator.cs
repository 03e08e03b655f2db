using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ChannelPortal.EndToEnd.Bench;

/// <summary>Order lines by number: event i is the same on every run and machine, so nothing needs to be stored to send it again.</summary>
internal sealed class EventGenerator(int dealers, ulong seed = 42)
{
    private static readonly DateOnly s_first = new(2026, 10, 1);

    public int Products => 50;

    public int Dealers => dealers;

    /// <summary>What the lines refer to: sent first.</summary>
    public IEnumerable<string> Dimensions()
    {
        yield return Event("regions", "CN", """{"region_id":"CN","path":"/CN","level":"nation","name":"全国","name_en":"China"}""");
        for (var i = 0; i < Products; i++)
        {
            yield return Event("products", Product(i), $$"""{"product_id":"{{Product(i)}}","name":"产品{{i}}","category":"砂浆","list_price":"128.5","unit_cost":"80","launched_on":"2024-01-01"}""");
        }

        for (var i = 0; i < dealers; i++)
        {
            yield return Event("dealers", Dealer(i), $$"""{"dealer_id":"{{Dealer(i)}}","region_id":"CN","name":"经销商{{i}}","joined_on":"2024-01-01"}""");
        }
    }

    /// <summary>Line i as one line of NDJSON.</summary>
    public string Line(long i, DateOnly? day = null, DateTimeOffset? at = null)
    {
        var row = Row(i);
        var moment = at is null ? "" : string.Create(CultureInfo.InvariantCulture, $"\"ordered_at\":\"{at.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\",");
        return Event(
            "order_lines",
            "L" + i.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $$"""{"order_id":"{{row.Order}}","line_no":{{row.LineNo}},"dealer_id":"{{row.Dealer}}","product_id":"{{row.Product}}",{{moment}}"ordered_on":"{{day ?? row.Day:yyyy-MM-dd}}","status":"open","ordered_qty":{{row.Quantity}},"list_price":"128.5","net_price":"128.5","unit_cost":"80","list_amount":"{{row.Amount / 100}}.{{row.Amount % 100:00}}","net_amount":"{{row.Amount / 100}}.{{row.Amount % 100:00}}","cost_amount":"{{row.Amount / 200}}"}"""));
    }

    public BenchLine Row(long i)
    {
        var hash = Mix((ulong)i ^ seed);
        var quantity = 1 + (int)((hash >> 32) % 20);
        return new BenchLine(
            "B" + (i / 5).ToString(CultureInfo.InvariantCulture), (int)(i % 5) + 1, Dealer((int)(Mix((ulong)(i / 5)) % (ulong)dealers)), Product((int)(hash % (ulong)Products)),
            s_first.AddDays((int)((hash >> 16) % 30)), quantity, quantity * 12_850L);
    }

    public static StringContent Batch(IEnumerable<string> lines) => new(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");

    public static string Event(string fact, string id, string data) =>
        $$"""{"specversion":"1.0","type":"com.channelportal.{{fact}}.v1","source":"/bench","id":{{JsonSerializer.Serialize(id)}},"time":"2026-10-31T04:00:00Z","data":{{data}}}""";

    public static string Dealer(int i) => "B" + i.ToString("0000", CultureInfo.InvariantCulture);

    public static string Product(int i) => "BP" + i.ToString("000", CultureInfo.InvariantCulture);

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}

internal sealed record BenchLine(string Order, int LineNo, string Dealer, string Product, DateOnly Day, int Quantity, long Amount);
