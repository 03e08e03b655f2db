using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Returns.Queries;

/// <summary>A line with its product and photos.</summary>
public sealed record ReturnLineView(ReturnLine Line, string Name, string? NameEn, string Unit, string? UnitEn, IReadOnlyList<Guid> Photos, IReadOnlyList<Guid> InspectionPhotos)
{
    public string NameIn(bool isChinese) => isChinese ? Name : NameEn ?? Name;

    public string UnitIn(bool isChinese) => isChinese ? Unit : UnitEn ?? Unit;
}

/// <summary>All of one return.</summary>
public sealed record ReturnView(GoodsReturn Goods, string DealerName, string? DealerNameEn, IReadOnlyList<ReturnLineView> Lines, IReadOnlyList<ReturnStep> Steps);

/// <summary>Reads one return; null outside the scope, as for one that does not exist.</summary>
internal sealed class GetReturn(IAppDbFactory factory)
{
    public async Task<ReturnView?> RunAsync(string number, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<GoodsReturn>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken) is not { } goods)
        {
            return null;
        }

        var dealer = await db.Set<DealerFact>().AsNoTracking().SingleOrDefaultAsync(d => d.DealerId == goods.DealerId, cancellationToken);
        var rows = await (from line in db.Set<ReturnLine>().AsNoTracking()
                          where line.Number == number
                          join product in db.Set<ProductFact>() on line.ProductId equals product.ProductId
                          orderby line.Line
                          select new { line, product.Name, product.NameEn, product.Unit, product.UnitEn }).ToListAsync(cancellationToken);
        var photos = (await db.Set<ReturnPhoto>().AsNoTracking().Where(p => p.Number == number).ToListAsync(cancellationToken)).OrderBy(p => p.At).ThenBy(p => p.Id).ToList();
        var steps = await db.Set<ReturnStep>().AsNoTracking().Where(s => s.Number == number).OrderBy(s => s.Step).ToListAsync(cancellationToken);
        return new ReturnView(
            goods, dealer?.Name ?? goods.DealerId, dealer?.NameEn,
            [
                .. rows.Select(r => new ReturnLineView(
                    r.line, r.Name, r.NameEn, r.Unit, r.UnitEn, [.. photos.Where(p => p.Line == r.line.Line && !p.IsInspection).Select(p => p.Id)],
                    [.. photos.Where(p => p.Line == r.line.Line && p.IsInspection).Select(p => p.Id)])),
            ],
            steps);
    }

    /// <summary>The owner of a return; null when it does not exist within the scope. Synchronous: live topics decide their scope without waiting.</summary>
    public string? FindOwner(string number, DealerScope scope)
    {
        using var db = factory.Create(scope);
        return db.Set<GoodsReturn>().Where(r => r.Number == number).Select(r => r.DealerId).SingleOrDefault();
    }
}
