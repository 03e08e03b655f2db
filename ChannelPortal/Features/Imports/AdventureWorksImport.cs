using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Imports;

/// <summary>What stands in the database of the AdventureWorks history after an import.</summary>
internal sealed record AdventureWorksResult(int Resellers, int Products, int Orders, int Lines, string SellInTotal, string Currency, int Rejected, long Added);

/// <summary>The whole AdventureWorks reseller history from its three files: regions and orders are derived from dealers and lines.</summary>
internal sealed class AdventureWorksImport(FactImporter importer, IFactBulkLoader loader, IAppDbFactory factory)
{
    private const string Prefix = "AW";
    private static readonly Dictionary<string, (string Code, string Zh)> s_countries = new(StringComparer.Ordinal)
    {
        ["United States"] = ("US", "美国"), ["Canada"] = ("CA", "加拿大"), ["France"] = ("FR", "法国"), ["Germany"] = ("DE", "德国"), ["Australia"] = ("AU", "澳大利亚"), ["United Kingdom"] = ("GB", "英国"),
    };

    public async Task<Result<AdventureWorksResult>> RunAsync(string folder, CultureInfo culture, CancellationToken cancellationToken)
    {
        var resellers = await TableAsync(folder, "resellers.csv", "adventureworks-resellers", cancellationToken);
        var products = await TableAsync(folder, "products.csv", "adventureworks-products", cancellationToken);
        var sales = await TableAsync(folder, "reseller-sales.csv", "adventureworks-sales", cancellationToken);
        if (resellers.Errors.Concat(products.Errors).Concat(sales.Errors).ToList() is { Count: > 0 } errors)
        {
            return Result<AdventureWorksResult>.Fail(errors);
        }

        var added = (await loader.LoadAsync(Source(resellers.Value!.Table, "regions"), Regions(resellers.Value.Table), cancellationToken: cancellationToken)).Accepted;
        var rejected = 0;
        foreach (var (table, mapping) in new[] { resellers.Value, products.Value! })
        {
            var result = await importer.ImportAsync(table, mapping, dryRun: false, validOnly: false, culture, cancellationToken);
            if (!result.Ok)
            {
                return Result<AdventureWorksResult>.Fail(result.Errors);
            }

            (added, rejected) = (added + result.Value.Added, rejected + result.Value.Rejected);
        }

        var (salesTable, salesMapping) = sales.Value!;
        var parsed = await importer.ParseAsync(salesTable, salesMapping, culture, cancellationToken);
        if (!parsed.Ok)
        {
            return Result<AdventureWorksResult>.Fail(parsed.Errors);
        }

        rejected += parsed.Value.Rejected;
        if (rejected == 0)
        {
            var lines = parsed.Value.Rows.Cast<OrderLineFact>().ToList();
            lines.ForEach(Complete);
            var regions = parsed.Value.Rows.Count == 0 ? [] : await RegionsOfAsync(cancellationToken);
            added += (await loader.LoadAsync(Source(salesTable, "orders"), Orders(lines, regions), cancellationToken: cancellationToken)).Accepted;
            added += (await loader.LoadAsync(Source(salesTable, "lines"), lines, cancellationToken: cancellationToken)).Accepted;
        }

        return await TotalsAsync(rejected, added, cancellationToken);
    }

    private static string Source(TableFile table, string what) => $"/import/adventureworks/{what}/{table.Hash[..16]}";

    private static async Task<Result<LoadedTable>> TableAsync(string folder, string file, string mappingName, CancellationToken cancellationToken)
    {
        var mapping = await ImportMapping.LoadAsync(mappingName, cancellationToken);
        if (!mapping.Ok)
        {
            return Result<LoadedTable>.Fail(mapping.Errors);
        }

        var table = await TableFile.ReadAsync(Path.Combine(folder, file), mapping.Value.Encoding, mapping.Value.Delimiter?[0], cancellationToken);
        return table.Ok ? new LoadedTable(table.Value, mapping.Value) : Result<LoadedTable>.Fail(table.Errors);
    }

    /// <summary>Countries and states, named as the mapping of the resellers refers to them.</summary>
    private static IEnumerable<RegionFact> Regions(TableFile resellers)
    {
        var (country, state) = (Column("Country_Region"), Column("StateProvinceName"));
        foreach (var nation in resellers.Rows.GroupBy(r => r.Cells[country], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (code, zh) = s_countries.GetValueOrDefault(nation.Key, (nation.Key, nation.Key));
            var id = $"{Prefix}-{code}";
            yield return new RegionFact { RegionId = id, Path = id + "/", Level = "nation", Name = zh, NameEn = nation.Key };
            foreach (var name in nation.Select(r => r.Cells[state]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                yield return new RegionFact { RegionId = $"{id}-{name}", ParentRegionId = id, Path = $"{id}/{id}-{name}/", Level = "province", Name = name, NameEn = name };
            }
        }

        int Column(string header) => resellers.Headers.ToList().IndexOf(header);
    }

    /// <summary>Amounts that the file gives only in part.</summary>
    private static void Complete(OrderLineFact line)
    {
        line.ShippedQty = line.OrderedQty;
        line.ListAmount = Money.LineMinor(line.ListPrice, line.OrderedQty);
        line.DiscountAmount = line.ListAmount - line.NetAmount;
        if (line.CostAmount == 0)
        {
            line.CostAmount = Money.LineMinor(line.UnitCost, line.OrderedQty);
        }
    }

    private async Task<Dictionary<string, string>> RegionsOfAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<DealerFact>().Where(d => d.DealerId.StartsWith(Prefix)).ToDictionaryAsync(d => d.DealerId, d => d.RegionId, StringComparer.Ordinal, cancellationToken);
    }

    private static IEnumerable<OrderFact> Orders(IEnumerable<OrderLineFact> lines, Dictionary<string, string> regions) =>
        lines.GroupBy(l => l.OrderId, StringComparer.Ordinal).Select(order => new OrderFact
        {
            OrderId = order.Key,
            DealerId = order.First().DealerId,
            RegionId = regions.GetValueOrDefault(order.First().DealerId),
            OrderedOn = order.First().OrderedOn,
            Channel = "rep",
            Status = "closed",
            NetAmount = order.Sum(l => l.NetAmount),
            LineCount = order.Count(),
            Currency = "USD",
        });

    private async Task<AdventureWorksResult> TotalsAsync(int rejected, long added, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var lines = db.Set<OrderLineFact>().Where(l => l.DealerId.StartsWith(Prefix));
        var total = await lines.SumAsync(l => l.NetAmount, cancellationToken);
        return new AdventureWorksResult(
            await db.Set<DealerFact>().CountAsync(d => d.DealerId.StartsWith(Prefix), cancellationToken),
            await db.Set<ProductFact>().CountAsync(p => p.ProductId.StartsWith(Prefix), cancellationToken),
            await db.Set<OrderFact>().CountAsync(o => o.DealerId.StartsWith(Prefix), cancellationToken),
            await lines.CountAsync(cancellationToken),
            new Money(total, "USD").Amount.ToString("0.00", CultureInfo.InvariantCulture),
            "USD",
            rejected,
            added);
    }

    private sealed record LoadedTable(TableFile Table, ImportMapping Mapping);
}
