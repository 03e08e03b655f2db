using ChannelPortal.Features.Diagnostics.Domain;
using ChannelPortal.Features.Diagnostics.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Diagnostics;

/// <summary>Another dealer's report is not there: not in the list, not in the count, not by its id.</summary>
public abstract class GetReportsTests(TestDatabase database) : DatabaseTests(database)
{
    private readonly GetReports query = new(database.Factory);

    [Fact]
    public async Task FindAsync_DealerScope_SeesOwnReportsOnly()
    {
        var (own, foreign) = await ArrangeAsync();
        var scope = DealerScope.Of(own.DealerId);

        var page = await query.FindAsync(null, 0, 50, scope, Cancellation);

        Assert.Equal(1, page.Total);
        Assert.Equal(own.Id, Assert.Single(page.Items).Id);
        Assert.NotNull(await query.OneAsync(own.Id, scope, Cancellation));
        Assert.Null(await query.OneAsync(foreign.Id, scope, Cancellation));
        Assert.Null(await query.OneAsync(own.Id, DealerScope.None, Cancellation));
    }

    [Fact]
    public async Task FindAsync_Filter_MatchesCodeNameAndPeriod()
    {
        var (own, foreign) = await ArrangeAsync();
        var both = DealerScope.Of(own.DealerId, foreign.DealerId);

        Assert.Equal(own.Id, Assert.Single((await query.FindAsync(own.DealerId, 0, 50, both, Cancellation)).Items).Id);
        Assert.Equal(2, (await query.FindAsync("长风", 0, 50, both, Cancellation)).Total);
        Assert.Equal(2, (await query.FindAsync("2026-10", 0, 1, both, Cancellation)).Total);
        Assert.Single((await query.FindAsync("2026-10", 0, 1, both, Cancellation)).Items);
        Assert.Equal(0, (await query.FindAsync("2026-09", 0, 50, both, Cancellation)).Total);
    }

    [Fact]
    public async Task Choices_DealerLookUp_StaysInsideTheScope()
    {
        var (own, foreign) = await ArrangeAsync();
        await Database.InsertAsync(Some.Dealer(own.DealerId), Some.Dealer(foreign.DealerId));
        var choices = new FindReportChoices(Database.Factory);
        var mark = own.DealerId[2..];
        async Task<string[]> FindAsync(string text, DealerScope scope) => [.. (await choices.DealersAsync(text, scope, Cancellation)).Select(c => c.Code)];

        Assert.Equal([own.DealerId, foreign.DealerId], await FindAsync(mark.ToLowerInvariant(), DealerScope.Of(own.DealerId, foreign.DealerId)));
        Assert.Equal([own.DealerId], await FindAsync(mark, DealerScope.Of(own.DealerId)));
        Assert.Empty(await FindAsync(foreign.DealerId, DealerScope.Of(own.DealerId)));
        Assert.Empty(await FindAsync(mark, DealerScope.None));
        Assert.Empty(await FindAsync(" ", DealerScope.All));
    }

    private async Task<(Report Own, Report Foreign)> ArrangeAsync()
    {
        var mark = Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4));
        var (own, foreign) = (NewReport($"D1{mark}"), NewReport($"D2{mark}"));
        await Database.InsertAsync(own, foreign);
        return (own, foreign);
    }

    private static Report NewReport(string dealerId) => new()
    {
        Id = SequentialId.New(TimeProvider.System),
        Kind = Report.Monthly,
        Period = "2026-10",
        DealerId = dealerId,
        DealerName = "杭州长风工程机械有限公司",
        Language = "zh",
        Revision = 1,
        ContentHash = new string('a', 64),
        Sha256 = new string('b', 64),
        PreviewSha256 = new string('c', 64),
        FileName = "diagnostic.pdf",
        CreatedAt = new DateTimeOffset(2026, 11, 3, 2, 0, 0, TimeSpan.Zero),
    };
}

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class GetReportsOnSqliteTests(SqliteDatabase database) : GetReportsTests(database), IClassFixture<SqliteDatabase>;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class GetReportsOnPostgreSqlTests(PostgreSqlDatabase database) : GetReportsTests(database), IClassFixture<PostgreSqlDatabase>;
