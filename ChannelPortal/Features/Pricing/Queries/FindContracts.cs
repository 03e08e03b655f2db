using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Queries;

/// <summary>A contract with what it came to so far.</summary>
/// <param name="LastDay">Last day of the contract.</param>
/// <param name="Path">Null for a contract that commits to no amount or does not run.</param>
internal sealed record ContractRow(
    string No, string DealerId, string DealerName, string Type, string Title, ContractStatus Status, DateOnly From, DateOnly LastDay, string Currency, CommitmentPath? Path, int? RenewalStage);

/// <summary>A month of the plan and what was bought. Null where the month has not begun.</summary>
internal sealed record ContractMonthView(DateOnly Month, long PlannedQuantity, long PlannedAmount, long? Quantity, long? Amount);

/// <summary>The document page of a contract.</summary>
internal sealed record ContractView(
    Contract Contract, ContractRow Row, IReadOnlyList<PriceRowView> Prices, IReadOnlyList<ContractMonthView> Months, IReadOnlyList<ContractTrigger> Allowed, long Bought, long BoughtQuantity);

/// <summary>Reads contracts within a scope. One outside it is null like one that never existed.</summary>
internal sealed class FindContracts(IAppDbFactory factory, IContractSales sales, FindPriceRows prices, BusinessClock clock)
{
    /// <summary>Days before the end at which renewal is due, and at which it is urgent.</summary>
    private static readonly int[] s_renewalDays = [30, 90];

    private static readonly ContractStatus[] s_running = [ContractStatus.Signed, ContractStatus.Active];

    public async Task<IReadOnlyList<ContractRow>> ListAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await RowsAsync(db, db.Set<Contract>(), cancellationToken);
    }

    public async Task<ContractView?> GetAsync(string no, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        if (await db.Set<Contract>().AsNoTracking().SingleOrDefaultAsync(c => c.No == no, cancellationToken) is not { } contract)
        {
            return null;
        }

        var row = (await RowsAsync(db, db.Set<Contract>().Where(c => c.No == no), cancellationToken))[0];
        var plan = await db.Set<ContractMonth>().AsNoTracking().Where(m => m.ContractNo == no).OrderBy(m => m.Month).ToListAsync(cancellationToken);
        var bought = (await BoughtAsync(db, contract, cancellationToken)).ToDictionary(s => s.Month);
        var today = clock.Today;
        var months = plan.ConvertAll(m => new ContractMonthView(
            m.Month, m.PlannedQuantity, m.PlannedAmount,
            m.Month > today ? null : bought.GetValueOrDefault(m.Month)?.Quantity ?? 0, m.Month > today ? null : bought.GetValueOrDefault(m.Month)?.Amount ?? 0));
        return new ContractView(
            contract, row, (await prices.ListAsync(new PriceFilter(PriceScopes.Contract, no), caller.Scope, cancellationToken)).Rows, months,
            ContractLifecycle.AllowedFor(contract, today, p => Permissions.Product.Allows(caller.Roles, p)),
            bought.Values.Sum(s => s.Amount), bought.Values.Sum(s => s.Quantity));
    }

    /// <summary>Running contracts below their commitment path, and those that end soon.</summary>
    public async Task<(int Behind, int Ending)> WatchAsync(string dealerId, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var rows = await RowsAsync(db, db.Set<Contract>().Where(c => c.DealerId == dealerId && s_running.Contains(c.Status)), cancellationToken);
        return (rows.Count(r => r.Path is { IsBehind: true }), rows.Count(r => r.RenewalStage is not null));
    }

    private async Task<IReadOnlyList<ContractRow>> RowsAsync(AppDbContext db, IQueryable<Contract> contracts, CancellationToken cancellationToken)
    {
        var isChinese = PortalCultures.IsChinese();
        var found = await (from contract in contracts.AsNoTracking()
                           join dealer in db.Set<DealerFact>() on contract.DealerId equals dealer.DealerId
                           orderby contract.ValidTo, contract.No
                           select new { Contract = contract, Name = isChinese ? dealer.Name : dealer.NameEn ?? dealer.Name, dealer.Currency }).ToListAsync(cancellationToken);
        var rows = new List<ContractRow>(found.Count);
        foreach (var row in found)
        {
            var contract = row.Contract;
            var isRunning = s_running.Contains(contract.Status) && contract.ValidFrom <= clock.Today;
            var path = isRunning && contract.CommitAmount > 0
                ? CommitmentPath.Of(contract.CommitAmount, contract.ValidFrom, contract.ValidTo, clock.Today, (await BoughtAsync(db, contract, cancellationToken)).Sum(s => s.Amount))
                : null;
            rows.Add(new ContractRow(
                contract.No, contract.DealerId, row.Name, contract.Type, isChinese ? contract.Title : contract.TitleEn ?? contract.Title, contract.Status,
                contract.ValidFrom, contract.EndsOn.AddDays(-1), row.Currency, path, isRunning ? RenewalStageOf(contract) : null));
        }

        return rows;
    }

    private int? RenewalStageOf(Contract contract)
    {
        var left = contract.EndsOn.DayNumber - clock.Today.DayNumber;
        return s_renewalDays.Where(d => left <= d).Select(d => (int?)d).FirstOrDefault();
    }

    /// <summary>Sell-in of the contract's products in its days. A contract with a price for everything, or with none, counts everything.</summary>
    private async Task<IReadOnlyList<ContractSale>> BoughtAsync(AppDbContext db, Contract contract, CancellationToken cancellationToken)
    {
        var (no, today) = (contract.No, clock.Today);
        var targets = await db.Set<PriceRow>().AsNoTracking().Where(r => r.Scope == PriceScopes.Contract && r.ScopeKey == no)
            .Select(r => new { r.ProductId, r.Category }).Distinct().ToListAsync(cancellationToken);
        HashSet<string>? products = null;
        if (targets.Count > 0 && targets.TrueForAll(t => t.ProductId is not null || t.Category is not null))
        {
            var categories = targets.Select(t => t.Category).Where(c => c is not null).ToList();
            products = [.. targets.Select(t => t.ProductId).OfType<string>(), .. await db.Set<ProductFact>().Where(p => categories.Contains(p.Category)).Select(p => p.ProductId).ToListAsync(cancellationToken)];
        }

        var end = contract.EndsOn <= today ? contract.EndsOn : today.AddDays(1);
        return end <= contract.ValidFrom ? [] : await sales.MonthsAsync(db, contract.DealerId, new Period(contract.ValidFrom, end), products, cancellationToken);
    }
}
