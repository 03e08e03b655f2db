using System.Globalization;
using ChannelPortal.Features.Marketing.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Campaigns, funds, claims, leads, deals and opportunities.</summary>
internal static class WorldMarketing
{
    private static readonly string[] s_competitors = ["none", "徐工", "三一", "雨虹", "立邦"];

    public static void Play(WorldDay here, ref WorldRandom random)
    {
        // Campaigns end on these days, each with several dealers.
        if (here.Day.Day is 10 or 25 && random.Chance(0.02))
        {
            Campaign(here, ref random);
        }

        if (random.Chance(0.003))
        {
            Claim(here, ref random);
        }

        if (random.Chance(0.005))
        {
            Lead(here, ref random);
        }

        if (random.Chance(0.0015))
        {
            Deal(here, ref random);
        }

        if (random.Chance(0.0025))
        {
            Opportunity(here, ref random);
        }

        if (here.IsMonthStart && here.Dealer.Fact.Tier is ("platinum" or "gold"))
        {
            Funds(here, ref random);
        }
    }

    private static double Month(WorldDay here) => here.Dealer.DailyMinor * 30 * here.Dealer.PriceShare;

    private static void Campaign(WorldDay here, ref WorldRandom random)
    {
        var baseline = WorldDay.Round(Month(here) * random.Between(0.2, 0.6));
        var budget = WorldDay.Round(baseline * random.Between(0.02, 0.06));
        here.Add(new CampaignFact
        {
            CampaignId = string.Create(CultureInfo.InvariantCulture, $"M{here.Day:yyMMdd}"),
            DealerId = here.DealerId,
            StartedOn = here.Day.AddDays(-random.Whole(10, 40)),
            EndedOn = here.Day,
            Status = "closed",
            Budget = budget,
            Spend = WorldDay.Round(budget * random.Between(0.6, 1.05)),
            BaselineSales = baseline,
            ActualSales = WorldDay.Round(baseline * random.Between(0.95, 1.5)),
            MarginRate = Math.Round(random.Between(0.15, 0.3), 3),
            Leads = random.Whole(0, 30),
        }, 18);
    }

    private static void Claim(WorldDay here, ref WorldRandom random)
    {
        var submitted = here.At(10);
        var decided = here.After(submitted, random.Between(6, 150));
        var approved = random.Chance(0.86);
        var paid = approved ? here.After(decided, random.Between(48, 400)) : null;
        var requested = WorldDay.Round(Month(here) * random.Between(0.004, 0.02));
        here.Add(new ClaimFact
        {
            ClaimId = here.Key("CL"),
            DealerId = here.DealerId,
            Kind = random.Weighted([3, 2, 3, 1, 1, 1]) switch { 0 => "mdf", 1 => "coop", 2 => "promo", 3 => "price_protection", 4 => "ship_debit", _ => "spiff" },
            SubmittedOn = here.Day,
            SubmittedAt = submitted,
            DecidedAt = decided,
            PaidAt = paid,
            Status = decided is null ? "in_review" : !approved ? "rejected" : paid is null ? "approved" : "paid",
            RequestedAmount = requested,
            ApprovedAmount = decided is not null && approved ? WorldDay.Round(requested * random.Between(0.7, 1)) : 0,
            ProofComplete = random.Chance(0.88),
            WasReturned = random.Chance(0.14),
            DuplicateFlag = random.Chance(0.02),
        }, 10);
    }

    private static void Lead(WorldDay here, ref WorldRandom random)
    {
        var created = here.At(11);
        var assigned = here.After(created, random.Between(0.02, 2));
        var accepted = random.Chance(0.9) ? here.After(assigned, random.Between(0.2, 40)) : null;
        var contacted = random.Chance(0.9) ? here.After(accepted, random.Between(0.2, 30)) : null;
        var converted = contacted is not null && random.Chance(0.25) ? here.In(random.Whole(4, 60)) : null;
        here.Add(new LeadFact
        {
            LeadId = here.Key("LD"),
            DealerId = here.DealerId,
            Source = random.Weighted([4, 2, 2, 2]) switch { 0 => "web", 1 => "event", 2 => "referral", _ => "brand" },
            CreatedOn = here.Day,
            CreatedAt = created,
            AssignedAt = assigned,
            AcceptedAt = accepted,
            ContactedAt = contacted,
            ConvertedOn = converted,
            Status = (assigned, accepted, contacted, converted) switch
            {
                (_, _, _, not null) => "converted",
                (_, _, not null, _) => random.Chance(0.5) ? "lost" : "contacted",
                (_, not null, _, _) => "accepted",
                (not null, _, _, _) => random.Chance(0.4) ? "recycled" : "assigned",
                _ => "new",
            },
            WonAmount = converted is null ? 0 : WorldDay.Round(Month(here) * random.Between(0.05, 0.3)),
            Cost = random.Whole(20, 400) * 100L,
        }, 11);
    }

    private static void Deal(WorldDay here, ref WorldRandom random)
    {
        var submitted = here.At(13);
        var decided = here.After(submitted, random.Between(2, 80));
        var amount = WorldDay.Round(Month(here) * random.Between(0.1, 0.8));
        var end = here.In(random.Whole(20, 110));
        var status = decided is null ? "submitted" : random.Chance(0.1) ? "rejected" : end is null ? "approved" : random.Weighted([5, 3, 1]) switch { 0 => "won", 1 => "lost", _ => "expired" };
        here.Add(new DealRegistrationFact
        {
            DealId = here.Key("DR"), DealerId = here.DealerId, RegisteredOn = here.Day, SubmittedAt = submitted, DecidedAt = decided, Status = status, EstAmount = amount,
            WonAmount = status == "won" ? WorldDay.Round(amount * random.Between(0.7, 1.1)) : 0, Conflict = random.Chance(0.06),
        }, 13);
    }

    private static void Opportunity(WorldDay here, ref WorldRandom random)
    {
        var closed = here.In(random.Whole(10, 150));
        var probability = Math.Round(random.Between(0.1, 0.9), 2);
        var outcome = closed is null ? "open" : random.Chance(probability) ? "won" : "lost";
        here.Add(new OpportunityFact
        {
            OppId = here.Key("OP"), DealerId = here.DealerId, CreatedOn = here.Day, ClosedOn = closed, StageNo = random.Whole(1, 6), StageDays = random.Whole(1, 60),
            Amount = WorldDay.Round(Month(here) * random.Between(0.1, 0.9)), WinProb = probability, Outcome = outcome,
            Competitor = outcome == "lost" ? s_competitors[random.Whole(0, s_competitors.Length)] : null,
        }, 14);
    }

    private static void Funds(WorldDay here, ref WorldRandom random)
    {
        var allocated = WorldDay.Round(Month(here) * 0.02 * here.Day.Month);
        var spent = (long)(allocated * random.Between(0.4, 0.85));
        here.Add(new FundBalanceFact
        {
            DealerId = here.DealerId, SnapOn = here.Day, Fund = "mdf", Allocated = allocated, Spent = spent, Committed = (allocated - spent) / 3,
            Expiring30 = random.Chance(0.2) ? (allocated - spent) / 5 : 0,
        }, 1);
    }
}
