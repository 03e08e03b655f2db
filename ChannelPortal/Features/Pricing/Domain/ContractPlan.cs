using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Domain;

/// <summary>The months of a contract.</summary>
internal static class ContractPlan
{
    /// <summary>The commitment by the days that each month has of the contract; the months sum to it exactly.</summary>
    public static IReadOnlyList<ContractMonth> Even(Contract contract)
    {
        var months = new List<(DateOnly Month, long Days)>();
        for (var day = contract.ValidFrom; day < contract.ValidTo;)
        {
            var month = new DateOnly(day.Year, day.Month, 1);
            var next = month.AddMonths(1) < contract.ValidTo ? month.AddMonths(1) : contract.ValidTo;
            months.Add((month, next.DayNumber - day.DayNumber));
            day = next;
        }

        var weights = months.ConvertAll(m => m.Days);
        var (amounts, quantities) = (Money.Allocate(contract.CommitAmount, weights), Money.Allocate(contract.CommitQuantity, weights));
        return
        [
            .. months.Select((m, i) => new ContractMonth
            {
                ContractNo = contract.No, Month = m.Month, DealerId = contract.DealerId, PlannedAmount = amounts[i], PlannedQuantity = quantities[i],
            }),
        ];
    }
}
