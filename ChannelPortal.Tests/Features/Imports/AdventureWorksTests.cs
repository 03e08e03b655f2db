using System.Globalization;
using ChannelPortal.Features.Imports;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Tests.Features.Imports;

/// <summary>The AdventureWorks reseller history: counts and total are those of the files, and a second run changes nothing.</summary>
public abstract class AdventureWorksTests(TestDatabase database) : DatabaseTests(database)
{
    [Fact]
    public async Task Import_Twice_EqualsTheFilesToTheCent()
    {
        var folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "adventureworks"));
        Assert.SkipUnless(Directory.Exists(folder), $"The AdventureWorks files are not beside the source tree ({folder}).");
        await using var portal = await PortalServices.StartAsync(Database, s => s.AddImports());
        var import = portal.Get<AdventureWorksImport>();
        var first = (await import.RunAsync(folder, CultureInfo.GetCultureInfo("en"), Cancellation)).Value!;

        // Counted from the files without the importer.
        var lines = Lines(folder, "reseller-sales.csv");
        var total = lines.Sum(l => decimal.Parse(l["SalesAmount"], NumberStyles.Number, CultureInfo.InvariantCulture));
        Assert.Equal(
            (Lines(folder, "resellers.csv").Count, Lines(folder, "products.csv").Count, lines.Select(l => l["SalesOrderNumber"]).Distinct(StringComparer.Ordinal).Count(), lines.Count, total.ToString("0.00", CultureInfo.InvariantCulture)),
            (first.Resellers, first.Products, first.Orders, first.Lines, first.SellInTotal));
        Assert.Equal((701, 397, 57_851, "USD", 0), (first.Resellers, first.Products, first.Lines, first.Currency, first.Rejected));
        await using (var db = Database.Open())
        {
            Assert.Equal(total, await db.Set<OrderLineHour>().SumAsync(d => d.NetAmount, Cancellation) / 100m);
        }

        Assert.Equal(first with { Added = 0 }, (await import.RunAsync(folder, CultureInfo.GetCultureInfo("en"), Cancellation)).Value);
    }

    private static List<Dictionary<string, string>> Lines(string folder, string file)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, file));
        var separator = lines[0].Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var headers = lines[0].TrimStart('\uFEFF').Split(separator);
        return [.. lines.Skip(1).Select(l => headers.Zip(l.Split(separator)).GroupBy(p => p.First, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Second.Replace("$", "", StringComparison.Ordinal).Trim(), StringComparer.Ordinal))];
    }
}

public sealed class AdventureWorksOnSqliteTests(SqliteDatabase database) : AdventureWorksTests(database), IClassFixture<SqliteDatabase>;

public sealed class AdventureWorksOnPostgreSqlTests(PostgreSqlDatabase database) : AdventureWorksTests(database), IClassFixture<PostgreSqlDatabase>;
