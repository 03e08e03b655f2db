using System.Globalization;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Service.Contracts;
using ChannelPortal.Features.Stores.Contracts;
using ChannelPortal.Features.StoreVisits.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Support, maintenance, warranty, store visits, serial scans, violations, members and shopping guides.</summary>
internal static class WorldService
{
    public static void Play(WorldDay here, ref WorldRandom random)
    {
        if (random.Chance(0.005))
        {
            Ticket(here, ref random);
        }

        if (random.Chance(0.0015))
        {
            var product = here.Product(ref random);
            var decided = here.In(random.Whole(1, 9));
            var approved = random.Chance(0.8);
            var amount = WorldDay.Round(product.Fact.ListPrice / 100.0 * random.Between(0.02, 0.3));
            here.Add(new WarrantyClaimFact
            {
                WarrantyClaimId = here.Key("WC"), DealerId = here.DealerId, ProductId = product.Fact.ProductId, FiledOn = here.Day, DecidedOn = decided, Amount = amount,
                ApprovedAmount = decided is not null && approved ? amount : 0, Status = decided is null ? "open" : approved ? "approved" : "rejected",
            }, 14);
        }

        if (here.Dealer.Trade == WorldTrade.Machines && random.Chance(0.004))
        {
            Prediction(here, ref random);
        }

        if (random.Chance(0.006))
        {
            Visit(here, ref random);
        }

        if (random.Chance(0.005))
        {
            Scan(here, ref random);
        }

        if (random.Chance(0.0012))
        {
            Violation(here, ref random);
        }

        if (here.Dealer.Trade == WorldTrade.Materials && random.Chance(0.004))
        {
            here.Add(new MemberFact
            {
                MemberId = here.Key("ME"), DealerId = here.DealerId, StoreId = here.Store(ref random).StoreId, JoinedOn = here.Day,
                LastPurchaseOn = random.Chance(0.8) ? here.In(random.Whole(0, 240)) ?? here.Day : null,
                PointsEarned = random.Whole(50, 5_000), PointsRedeemed = random.Whole(0, 50),
            }, 15);
        }

        if (random.Chance(0.003))
        {
            var recommended = random.Whole(1, 6);
            var accepted = random.Whole(0, recommended + 1);
            here.Add(new GuideSessionFact
            {
                SessionId = here.Key("GS"), DealerId = here.DealerId, StoreId = here.Store(ref random).StoreId, StartedOn = here.Day, Recommended = recommended, Accepted = accepted,
                SaleAmount = accepted == 0 ? 0 : WorldDay.Round(here.Dealer.DailyMinor * random.Between(0.02, 0.3)),
            }, 16);
        }
    }

    private static void Ticket(WorldDay here, ref WorldRandom random)
    {
        var opened = here.At(10);
        var replied = here.After(opened, random.Chance(0.8) ? random.Between(0.02, 0.24) : random.Between(0.24, 6));
        var resolved = random.Chance(0.94) ? here.After(replied, random.Between(0.3, 70)) : null;
        here.Add(new TicketFact
        {
            TicketId = here.Key("TK"),
            DealerId = here.DealerId,
            OpenedOn = here.Day,
            OpenedAt = opened,
            FirstReplyAt = replied,
            ResolvedAt = resolved,
            Channel = random.Weighted([5, 2, 2, 1]) switch { 0 => "portal", 1 => "phone", 2 => "ar", _ => "onsite" },
            RemoteFixed = resolved is not null && random.Chance(0.72),
            Reopened = random.Chance(0.06),
            Csat = resolved is not null && random.Chance(0.6) ? random.Whole(3, 6) : null,
            SlaMet = resolved is null ? null : random.Chance(0.9),
        }, 10);
    }

    private static void Prediction(WorldDay here, ref WorldRandom random)
    {
        var probability = Math.Round(random.Between(0.2, 0.98), 2);
        var failed = random.Chance(probability * 0.9);
        var acted = failed && probability >= 0.6 && random.Chance(0.7);
        here.Add(new MaintenancePredictionFact
        {
            DeviceId = string.Create(CultureInfo.InvariantCulture, $"{here.DealerId}-M{random.Whole(1, 30):00}"), DealerId = here.DealerId, PredictedOn = here.Day, FailureProb = probability,
            ConfirmedFailure = here.In(21) is null ? null : failed, ActedBefore = acted,
            DowntimeHours = failed && !acted ? Math.Round(random.Between(4, 60), 1) : 0, AvoidedHours = acted ? Math.Round(random.Between(6, 50), 1) : 0,
        }, 4);
    }

    private static void Visit(WorldDay here, ref WorldRandom random)
    {
        var visited = random.Chance(0.9) ? here.In(random.Chance(0.85) ? 0 : random.Whole(1, 4)) : null;
        var visit = new VisitFact
        {
            VisitId = here.Key("VI"),
            DealerId = here.DealerId,
            StoreId = here.Store(ref random).StoreId,
            InspectorId = string.Create(CultureInfo.InvariantCulture, $"I-{here.Dealer.City.AreaId}-{random.Whole(1, 4)}"),
            PlannedOn = here.Day,
            VisitedOn = visited,
            Status = visited is null ? "missed" : "done",
            MaxScore = 100,
        };
        if (visited is not null)
        {
            var quality = random.Between(0.55, 1);
            visit.Score = Math.Round(100 * quality, 0);
            visit.IssuesFound = random.Whole(0, 6);
            visit.IssuesClosed = random.Whole(0, visit.IssuesFound + 1);
            visit.GpsOk = random.Chance(0.96);
            visit.TotalFacings = random.Whole(40, 200);
            visit.OwnFacings = (int)(visit.TotalFacings * random.Between(0.2, 0.6));
            visit.SkusChecked = random.Whole(10, 40);
            visit.SkusInStock = (int)(visit.SkusChecked * random.Between(0.8, 1));
            visit.PricesChecked = visit.SkusChecked;
            visit.PricesOk = (int)(visit.PricesChecked * random.Between(0.85, 1));
            visit.DisplayOk = random.Chance(quality);
            visit.NewSkusChecked = random.Whole(1, 6);
            visit.NewSkusPresent = random.Whole(0, visit.NewSkusChecked + 1);
        }

        here.Add(visit, 17);
    }

    private static void Scan(WorldDay here, ref WorldRandom random)
    {
        var kind = random.Weighted([3, 4, 2]) switch { 0 => "receive", 1 => "sale", _ => "consumer" };
        var isForeign = kind != "receive" && random.Chance(0.03);
        here.Add(new ScanFact
        {
            SerialNo = here.Key("SN"), ProductId = here.Product(ref random).Fact.ProductId, DealerId = here.DealerId, ScannedOn = here.Day, Kind = kind,
            ScanRegionId = isForeign ? "CN" : here.Dealer.City.Id, HomeRegionId = here.Dealer.City.Id, IsForeign = isForeign,
        }, 12);
    }

    private static void Violation(WorldDay here, ref WorldRandom random)
    {
        var closed = here.In(random.Whole(4, 40));
        var confirmed = closed is not null && random.Chance(0.7);
        var amount = WorldDay.Round(here.Dealer.DailyMinor * random.Between(0.5, 6));
        var appealed = confirmed && random.Chance(0.2);
        here.Add(new ViolationFact
        {
            ViolationId = here.Key("VL"),
            DealerId = here.DealerId,
            Kind = random.Weighted([4, 3, 1, 1, 1, 1]) switch { 0 => "price", 1 => "diversion", 2 => "fraud", 3 => "contract", 4 => "data", _ => "brand" },
            FoundOn = here.Day,
            Severity = random.Weighted([5, 3, 1]) switch { 0 => "minor", 1 => "major", _ => "critical" },
            Status = closed is null ? "suspected" : confirmed ? "confirmed" : "dismissed",
            DetectedBy = random.Weighted([6, 2, 2]) switch { 0 => "engine", 1 => "audit", _ => "report" },
            Amount = amount,
            PenaltyAmount = confirmed ? WorldDay.Round(amount * random.Between(0.1, 0.5)) : 0,
            ClosedOn = closed,
            Appealed = appealed,
            AppealUpheld = appealed && random.Chance(0.3),
        }, 11);
    }
}
