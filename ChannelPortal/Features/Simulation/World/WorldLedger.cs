using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>What happens to goods and money on a later day than the one that decided it.</summary>
internal sealed class WorldLedger(int dealers)
{
    private readonly Dictionary<int, Day> days = [];
    private readonly List<(DateOnly Due, long[] Open)>[] invoices = [.. Enumerable.Range(0, dealers).Select(_ => new List<(DateOnly, long[])>())];
    private readonly long[] openOrders = new long[dealers];
    private int today;

    private sealed class Day
    {
        public List<FactRow> Rows { get; } = [];

        public List<Action> Effects { get; } = [];
    }

    /// <summary>Receivables of the dealer now, in minor units.</summary>
    public long OpenAr(WorldDealer dealer) => invoices[dealer.Index].Sum(i => i.Open[0]);

    public long OpenOrders(WorldDealer dealer) => openOrders[dealer.Index];

    public void Begin(DateOnly day, List<FactRow> rows)
    {
        today = day.DayNumber;
        Flush(rows);
    }

    /// <summary>Carries out what was decided during the day for the same day.</summary>
    public void End(List<FactRow> rows) => Flush(rows);

    public void Emit(DateOnly day, FactRow row) => Of(day).Rows.Add(row);

    public void Then(DateOnly day, Action effect) => Of(day).Effects.Add(effect);

    public void OrderConfirmed(DateOnly day, WorldDealer dealer, long amount) => Then(day, () => openOrders[dealer.Index] += amount);

    /// <summary>Returns the invoice's open amount, for payments to reduce.</summary>
    public long[] Invoiced(DateOnly day, DateOnly due, WorldDealer dealer, long net, long gross)
    {
        long[] open = [gross];
        Then(day, () =>
        {
            openOrders[dealer.Index] -= net;
            invoices[dealer.Index].Add((due, open));
        });
        return open;
    }

    public void Paid(DateOnly day, WorldDealer dealer, long[] open, long amount) => Then(day, () =>
    {
        open[0] -= amount;
        if (open[0] == 0)
        {
            invoices[dealer.Index].RemoveAll(i => ReferenceEquals(i.Open, open));
        }
    });

    public ArSnapshotFact Receivables(WorldDealer dealer, DateOnly day)
    {
        Span<long> overdue = stackalloc long[4];
        var open = 0L;
        foreach (var (due, amount) in invoices[dealer.Index])
        {
            open += amount[0];
            var late = day.DayNumber - due.DayNumber;
            if (late > 0)
            {
                overdue[Math.Min(3, (late - 1) / 30)] += amount[0];
            }
        }

        return new ArSnapshotFact
        {
            DealerId = dealer.Fact.DealerId,
            SnapOn = day,
            CreditLimit = dealer.CreditLimit,
            Deposit = dealer.Deposit,
            OpenAr = open,
            OverdueAr = overdue[0] + overdue[1] + overdue[2] + overdue[3],
            Od130 = overdue[0],
            Od3160 = overdue[1],
            Od6190 = overdue[2],
            Od90p = overdue[3],
            OpenOrders = openOrders[dealer.Index],
            OccurredAt = WorldGenerator.At(day, 23.8),
        };
    }

    private Day Of(DateOnly day)
    {
        var number = Math.Max(today, day.DayNumber);
        if (!days.TryGetValue(number, out var found))
        {
            days[number] = found = new Day();
        }

        return found;
    }

    private void Flush(List<FactRow> rows)
    {
        if (days.Remove(today, out var day))
        {
            rows.AddRange(day.Rows);
            foreach (var effect in day.Effects)
            {
                effect();
            }
        }
    }
}
