using System.Globalization;
using ChannelPortal.Features.Recruitment.Contracts;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Applications of companies that want to become dealers.</summary>
internal static class WorldRecruitment
{
    public static void Play(WorldArguments arguments, WorldPlaces places, DateOnly day, ref WorldRandom random, List<FactRow> rows)
    {
        if (!random.Chance(0.6))
        {
            return;
        }

        var started = random.Chance(0.8) && day.AddDays(2) <= arguments.Until ? WorldGenerator.At(day.AddDays(1), 10) : (DateTimeOffset?)null;
        var isGood = random.Chance(0.5);
        var label = random.Chance(0.25) ? "review" : random.Chance(0.9) == isGood ? "pass" : "reject";
        var signed = started is not null && isGood && random.Chance(0.4) ? In(random.Whole(15, 60)) : null;
        var onboarded = signed is null ? null : In(75);
        rows.Add(new ApplicationFact
        {
            ApplicationId = string.Create(CultureInfo.InvariantCulture, $"AP{day:yyMMdd}"),
            RegionId = random.Pick(places.Cities).Id,
            Source = random.Weighted([3, 3, 2, 2]) switch { 0 => "site", 1 => "search", 2 => "community", _ => "referral" },
            AppliedOn = day,
            Cost = random.Whole(30, 900) * 100L,
            AiLabel = label,
            HumanLabel = started is null ? null : isGood ? "pass" : "reject",
            DdStartedAt = started,
            DdFinishedAt = started?.AddSeconds(random.Whole(40, 210)),
            DdSourcesOk = started is null ? 0 : random.Whole(5, 8),
            DdSourcesTotal = started is null ? 0 : 7,
            Status = started is null ? "screened" : !isGood ? "rejected" : signed is null ? "interview" : "signed",
            SignedOn = signed,
            OnboardedOn = onboarded,
            FirstOrderOn = onboarded is null ? null : In(75 + random.Whole(3, 40)),
            OccurredAt = WorldGenerator.At(day, 10),
        });

        DateOnly? In(int days) => day.AddDays(days) is var later && later <= arguments.Until ? later : null;
    }
}
