using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Operations.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Settlement.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Statements, loans, contracts, scores, plans, reports, advice and messages.</summary>
internal static class WorldPaperwork
{
    public static void Play(WorldDay here, ref WorldRandom random)
    {
        if (here.IsMonthStart)
        {
            Month(here, ref random);
        }

        if (here.IsMonthStart && here.Day.Month % 3 == 0)
        {
            Plan(here, ref random);
        }

        if (here is { IsMonthStart: true, Day.Month: 1 or 7 } && here.Dealer.Index % 2 == (here.Day.Month == 1 ? 0 : 1))
        {
            Contract(here, ref random);
        }

        WorldFeeds.Play(here);

        if (random.Chance(0.0012))
        {
            Loan(here, ref random);
        }

        if (random.Chance(0.0002))
        {
            here.Add(new WriteoffFact { WriteoffId = here.Key("WO"), DealerId = here.DealerId, WrittenOn = here.Day, Amount = WorldDay.Round(here.Dealer.DailyMinor * random.Between(0.2, 2)) }, 17);
        }

        if (random.Chance(0.003))
        {
            Advice(here, ref random);
        }

        if (random.Chance(0.003))
        {
            var delivered = random.Chance(0.995);
            here.Add(new PushEventFact
            {
                PushId = here.Key("PU"), DealerId = here.DealerId, Kind = random.Weighted([4, 2, 3, 1]) switch { 0 => "board", 1 => "alert", 2 => "order", _ => "workbench" }, SentOn = here.Day,
                LatencyMs = delivered ? random.Whole(30, 420) : null, Delivered = delivered,
            }, 12);
        }

        if (random.Chance(0.003))
        {
            var ok = random.Chance(0.985);
            here.Add(new IntegrationMessageFact
            {
                MessageId = here.Key("IM"), DealerId = here.DealerId, Kind = random.Weighted([5, 1, 2, 2]) switch { 0 => "api", 1 => "edi", 2 => "webhook", _ => "import" }, SentOn = here.Day,
                Status = ok ? "ok" : "failed", LatencyMs = random.Whole(20, 900), Attempts = ok ? 1 : random.Whole(2, 6),
            }, 13);
        }
    }

    private static double Sales(WorldDay here) => here.Dealer.DailyMinor * 30 * here.Dealer.PriceShare;

    private static void Month(WorldDay here, ref WorldRandom random)
    {
        var length = DateTime.DaysInMonth(here.Day.Year, here.Day.Month);
        if (random.Chance(0.4))
        {
            var total = WorldDay.Round(Sales(here) * random.Between(0.7, 1.2));
            var issued = here.In(length + 1);
            var lines = random.Whole(4, 60);
            here.Add(new StatementFact
            {
                DealerId = here.DealerId, PeriodOn = here.Day, IssuedOn = issued, ConfirmedOn = issued is null || random.Chance(0.08) ? null : here.In(length + 1 + random.Whole(0, 9)), TotalAmount = total,
                DiffAmount = random.Chance(0.15) ? (long)(total * random.Between(-0.02, 0.02)) : 0, LinesTotal = lines, LinesAuto = (int)(lines * random.Between(0.8, 1)),
            }, 2);
        }

        if (random.Chance(0.4))
        {
            var due = here.At(24 * length + 12);
            var generated = random.Chance(0.97) ? here.After(due, -3) : here.After(due, 20);
            here.Add(new ReportRunFact { DealerId = here.DealerId, Kind = "monthly", PeriodOn = here.Day, DueAt = due, GeneratedAt = generated, OpenedAt = random.Chance(0.75) ? here.After(generated, random.Between(1, 120)) : null }, 2);
        }
    }

    private static void Plan(WorldDay here, ref WorldRandom random)
    {
        if (here.Dealer.Fact.Tier is "platinum" or "gold")
        {
            var goals = random.Whole(4, 9);
            here.Add(new BusinessPlanFact { DealerId = here.DealerId, PeriodOn = here.Day, GoalsTotal = goals, GoalsMet = random.Whole(goals / 3, goals + 1), Reviewed = random.Chance(0.8) }, 2);
        }
    }

    private static void Contract(WorldDay here, ref WorldRandom random)
    {
        var end = here.Day.AddYears(1);
        var commitment = WorldDay.Round(Sales(here) * 12 * random.Between(0.85, 1.1));
        var elapsed = Math.Min(1, (here.Arguments.Until.DayNumber - here.Day.DayNumber) / 365.0);
        var sent = here.At(9);
        here.Add(new ContractFact
        {
            ContractId = here.Key("CT"), DealerId = here.DealerId, StartOn = here.Day, EndOn = end, SentAt = sent, SignedAt = here.After(sent, random.Between(2, 200)), CommitAmount = commitment,
            ActualAmount = WorldDay.Round(commitment * elapsed * random.Between(0.8, 1.15)), IsExclusive = here.Dealer.Fact.IsExclusive, Renewed = end > here.Arguments.Until ? null : random.Chance(0.88),
        }, 9);
    }

    private static void Loan(WorldDay here, ref WorldRandom random)
    {
        var applied = here.At(9);
        var decided = here.After(applied, random.Between(1, 60));
        var approved = random.Chance(0.85);
        var drawn = decided is not null && approved ? here.In(random.Whole(3, 8)) : null;
        var repaid = drawn is not null && random.Chance(0.96) ? here.In(random.Whole(80, 101)) : null;
        var amount = WorldDay.Round(Sales(here) * random.Between(0.2, 1));
        here.Add(new SupplyChainLoanFact
        {
            LoanId = here.Key("LN"),
            DealerId = here.DealerId,
            Kind = random.Weighted([4, 3, 3]) switch { 0 => "order", 1 => "receivable", _ => "stock" },
            AppliedOn = here.Day,
            AppliedAt = applied,
            DecidedAt = decided,
            DrawnOn = drawn,
            DueOn = drawn?.AddDays(90),
            RepaidOn = repaid,
            Amount = amount,
            RepaidAmount = repaid is null ? 0 : amount,
            InterestAmount = drawn is null ? 0 : (long)(amount * 0.0125),
            Status = decided is null ? "applied" : !approved ? "rejected" : drawn is null ? "approved" : repaid is not null ? "repaid" : here.In(98) is null ? "drawn" : "overdue",
        }, 9);
    }

    private static void Advice(WorldDay here, ref WorldRandom random)
    {
        bool? accepted = here.In(14) is null ? null : random.Chance(0.6);
        var done = accepted == true && random.Chance(0.7) ? here.In(random.Whole(14, 60)) : null;
        var gain = WorldDay.Round(Sales(here) * random.Between(0.005, 0.05));
        here.Add(new AdviceItemFact
        {
            AdviceId = here.Key("AD"), DealerId = here.DealerId, IssuedOn = here.Day, Area = random.Weighted([3, 3, 2, 2, 1]) switch { 0 => "sales", 1 => "stock", 2 => "credit", 3 => "price", _ => "learn" },
            Accepted = accepted, DoneOn = done, ExpectedGain = gain, RealisedGain = done is null ? 0 : WorldDay.Round(gain * random.Between(0.5, 1.2)),
        }, 8);
    }
}
