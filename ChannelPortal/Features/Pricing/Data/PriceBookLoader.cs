using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChannelPortal.Features.Pricing.Data;

/// <inheritdoc cref="IPriceBookLoader"/>
internal sealed class PriceBookLoader(IAppDbFactory factory, FactApplier facts, WriteGate gate, BusinessClock clock, TimeProvider time) : IPriceBookLoader
{
    private const string By = "system:price book";
    private const int BatchSize = 2_000;

    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return !await db.Set<PriceRow>().AnyAsync(cancellationToken);
    }

    public async Task LoadAsync(
        IReadOnlyList<PriceRowDraft> rows, IReadOnlyList<PromotionDraft> promotions, IReadOnlyList<ContractDraft> contracts, CancellationToken cancellationToken)
    {
        var owners = contracts.ToDictionary(c => c.No, c => c.DealerId, StringComparer.Ordinal);
        using var turn = await gate.EnterAsync(cancellationToken);
        await using var db = factory.Create(DealerScope.All);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var batch in Entities(rows, promotions, contracts, owners).Chunk(BatchSize))
        {
            db.ChangeTracker.Clear();
            db.AddRange(batch);
            await db.SaveChangesAsync(cancellationToken);
        }

        var now = time.GetUtcNow();
        var change = new PriceChangeFact { ChangeId = SequentialId.New(time).ToString("N"), ChangedOn = clock.DayOf(now), Kind = "book" };
        var batchOfFacts = await facts.ApplyAsync(transaction.GetDbTransaction(), [new FactInput("/portal/price-book", change.ChangeId, change, now)], cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        facts.Publish(batchOfFacts);
    }

    private IEnumerable<object> Entities(
        IReadOnlyList<PriceRowDraft> rows, IReadOnlyList<PromotionDraft> promotions, IReadOnlyList<ContractDraft> contracts, Dictionary<string, string> owners)
    {
        var now = time.GetUtcNow();
        foreach (var row in rows)
        {
            yield return new PriceRow
            {
                Id = SequentialId.New(time),
                Scope = row.Scope,
                ScopeKey = row.ScopeKey,
                DealerId = row.Scope switch { PriceScopes.Dealer => row.ScopeKey, PriceScopes.Contract => owners[row.ScopeKey!], _ => null },
                ProductId = row.ProductId,
                Category = row.Category,
                Price = row.Price,
                Discount = row.Discount,
                MinQuantity = row.MinQuantity,
                MaxQuantity = row.MaxQuantity,
                ValidFrom = row.From,
                CreatedAt = now,
                CreatedBy = By,
            }.Until(row.To);
        }

        foreach (var promotion in promotions)
        {
            yield return new Promotion
            {
                Id = SequentialId.New(time),
                Name = promotion.Name,
                NameEn = promotion.NameEn,
                ProductId = promotion.ProductId,
                Category = promotion.Category,
                Price = promotion.Price,
                Discount = promotion.Discount,
                MinQuantity = promotion.MinQuantity,
                ValidFrom = promotion.From,
                IsStackable = promotion.IsStackable,
                Tier = promotion.Tier,
                RegionId = promotion.RegionId,
                CreatedAt = now,
                CreatedBy = By,
            }.Until(promotion.To);
        }

        foreach (var contract in contracts)
        {
            yield return new Contract
            {
                No = contract.No,
                DealerId = contract.DealerId,
                Type = contract.Type,
                Title = contract.Title,
                TitleEn = contract.TitleEn,
                ValidFrom = contract.From,
                ValidTo = contract.To,
                CommitAmount = contract.CommitAmount,
                CommitQuantity = contract.CommitQuantity,
                IsExclusive = contract.IsExclusive,
                Deposit = contract.Deposit,
                TermDays = contract.TermDays,
                CreatedAt = now,
                CreatedBy = By,
            }.In(Enum.Parse<ContractStatus>(contract.Status, ignoreCase: true));
            foreach (var (month, quantity, amount) in contract.Schedule)
            {
                yield return new ContractMonth { ContractNo = contract.No, Month = month, DealerId = contract.DealerId, PlannedQuantity = quantity, PlannedAmount = amount };
            }
        }
    }
}
