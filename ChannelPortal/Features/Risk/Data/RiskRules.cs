using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Data;

/// <summary>The rules as they are in force, read each time: a changed weight counts from the next order on, on every node.</summary>
internal sealed class RiskRules(RiskSurroundings surroundings)
{
    public async Task<IReadOnlyList<RuleInForce>> InForceAsync(AppDbContext db, CancellationToken cancellationToken) =>
        RiskRuleBook.InForce(await db.Set<RiskRule>().AsNoTracking().ToListAsync(cancellationToken));

    /// <summary>False for a rule whose facts no feature keeps yet.</summary>
    public bool HasData(string ruleId) => ruleId switch
    {
        "r12" => surroundings.HasRebateGaps,
        "r13" => surroundings.HasReturnRates,
        _ => true,
    };
}
