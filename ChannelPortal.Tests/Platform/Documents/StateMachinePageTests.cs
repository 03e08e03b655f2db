using ChannelPortal.Platform.Documents;
using ChannelPortal.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace ChannelPortal.Tests.Platform.Documents;

[Trait(Kinds.Kind, Kinds.Integration)]
public sealed class StateMachinePageTests(SqliteDatabase database) : IClassFixture<SqliteDatabase>
{
    [Fact]
    public async Task Page_InTheRepository_IsWhatTheCodeSays()
    {
        await using var portal = new TestPortal(database);
        var page = StateMachinePage.Write(portal.Services.GetServices<StateMachineDiagram>());
        Assert.Contains("## Order", page, StringComparison.Ordinal);
        Assert.Equal(page, Repository.Read("infra/docs/" + StateMachinePage.FileName));
    }

    [Fact]
    public void Write_MarksBeginningsGuardsSystemMovesAndEnds()
    {
        var page = StateMachinePage.Write([new StateMachineDiagram("Door", ["Shut"], [new("Shut", "Open", "Push", "doors.push"), new("Open", "Gone", "Fall", null, true)])]);
        Assert.EndsWith(
            "## Door\n\n```mermaid\nstateDiagram-v2\n    [*] --> Shut\n    Shut --> Open: Push (doors.push)\n    Open --> Gone: Fall? (system)\n    Gone --> [*]\n```\n", page, StringComparison.Ordinal);
    }
}
