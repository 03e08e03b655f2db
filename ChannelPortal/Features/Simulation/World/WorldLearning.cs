using System.Globalization;
using ChannelPortal.Features.Enablement.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Service.Contracts;

namespace ChannelPortal.Features.Simulation.World;

/// <summary>Courses, exams, news, showroom, material, community, assistant and surveys.</summary>
internal static class WorldLearning
{
    public static void Play(WorldDay here, ref WorldRandom random)
    {
        if (random.Chance(0.006))
        {
            Course(here, ref random);
        }

        if (random.Chance(0.003))
        {
            Exam(here, ref random);
        }

        // News go out on Tuesdays and reach part of the dealers each.
        if (here.Day.DayOfWeek == DayOfWeek.Tuesday && random.Chance(0.04))
        {
            News(here, ref random);
        }

        if (random.Chance(0.003))
        {
            var usedAr = random.Chance(0.3);
            here.Add(new ShowroomViewFact
            {
                ViewId = here.Key("SV"), DealerId = here.DealerId, UserId = here.User(ref random), ProductId = here.Product(ref random).Fact.ProductId, ViewedOn = here.Day,
                Seconds = random.Whole(20, 420), UsedAr = usedAr, Ordered30d = random.Chance(usedAr ? 0.4 : 0.2),
            }, 15);
        }

        if (random.Chance(0.003))
        {
            here.Add(new AssetUseFact
            {
                UseId = here.Key("AU"), DealerId = here.DealerId, UserId = here.User(ref random), AssetId = Numbered("A", random.Whole(1, 60)), UsedOn = here.Day,
                Action = random.Weighted([6, 3, 2]) switch { 0 => "view", 1 => "download", _ => "share" },
            }, 14);
        }

        if (random.Chance(0.002))
        {
            here.Add(new CommunityPostFact
            {
                PostId = here.Key("CP"), DealerId = here.DealerId, UserId = here.User(ref random), PostedOn = here.Day, IsQuestion = random.Chance(0.6),
                FirstReplyHours = random.Chance(0.85) ? Math.Round(random.Between(0.2, 40), 1) : null,
            }, 10);
        }

        if (random.Chance(0.003))
        {
            here.Add(new AssistantChatFact
            {
                ChatId = here.Key("AC"), DealerId = here.DealerId, StartedOn = here.Day, OutOfHours = random.Chance(0.35), BotResolved = random.Chance(0.72),
                Rating = random.Chance(0.5) ? random.Whole(2, 6) : null, FirstReplyMs = random.Whole(180, 2_400),
            }, 20);
        }

        // Once a quarter, in its second month.
        if (here.Day.Month % 3 == 2 && random.Chance(0.008))
        {
            var answered = random.Chance(0.55) ? here.In(random.Whole(0, 9)) : null;
            here.Add(new SurveyFact { SurveyId = here.Key("SU"), DealerId = here.DealerId, SentOn = here.Day, AnsweredOn = answered, NpsScore = answered is null ? null : random.Whole(3, 11) }, 9);
        }
    }

    private static string Numbered(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number:000}");

    private static void Course(WorldDay here, ref WorldRandom random)
    {
        var completed = random.Chance(0.78) ? here.In(random.Whole(1, 26)) : null;
        here.Add(new TrainingRecordFact
        {
            DealerId = here.DealerId,
            UserId = here.User(ref random),
            CourseId = Numbered("C", random.Whole(1, 40)),
            Kind = random.Weighted([6, 3, 1]) switch { 0 => "micro", 1 => "live", _ => "vr" },
            AssignedOn = here.Day,
            DueOn = here.Day.AddDays(21),
            CompletedOn = completed,
            Minutes = Math.Round(random.Between(6, 75), 0),
            Progress = completed is null ? Math.Round(random.Between(0, 0.9), 2) : 1,
            Rating = completed is null || random.Chance(0.4) ? null : random.Whole(3, 6),
        }, 9);
    }

    private static void Exam(WorldDay here, ref WorldRandom random)
    {
        var before = Math.Round(random.Between(35, 75), 0);
        var score = Math.Min(100, Math.Round(before + random.Between(-5, 40), 0));
        here.Add(new ExamAttemptFact
        {
            DealerId = here.DealerId,
            UserId = here.User(ref random),
            ExamId = string.Create(CultureInfo.InvariantCulture, $"E{here.Day:yyMMdd}"),
            TakenOn = here.Day,
            AttemptNo = random.Chance(0.2) ? 2 : 1,
            Score = score,
            PretestScore = before,
            Passed = score >= 70,
            AutoScored = random.Chance(0.8),
            CertExpiresOn = score >= 70 ? here.Day.AddYears(1) : null,
        }, 16);
    }

    private static void News(WorldDay here, ref WorldRandom random)
    {
        var published = here.At(9);
        var opened = random.Chance(0.9) ? here.After(published, random.Chance(0.8) ? random.Between(0.1, 30) : random.Between(30, 120)) : null;
        here.Add(new NewsDeliveryFact
        {
            NewsId = string.Create(CultureInfo.InvariantCulture, $"N{here.Day:yyMMdd}"),
            DealerId = here.DealerId,
            UserId = here.User(ref random),
            PublishedOn = here.Day,
            PublishedAt = published,
            OpenedAt = opened,
            AckAt = random.Chance(0.7) ? here.After(opened, random.Between(0, 3)) : null,
            IsProductNews = here.Day.Day <= 14,
        }, 9);
    }
}
