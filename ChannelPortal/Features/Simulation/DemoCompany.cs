using ChannelPortal.Features.Company.Contracts;

namespace ChannelPortal.Features.Simulation;

/// <summary>The first dealer's company from inside: branches, a role of its own, people with limits, and an invitation that nobody took up yet.</summary>
internal sealed class DemoCompany(DemoAccounts accounts, ICompanySetup setup)
{
    private const string Chief = "dealer1@demo.local";
    private const string Clerk = "仓管文员 Stock clerk";
    private const string Head = "总部 Head office";
    private const string North = "城北分公司 North branch";
    private const string Store = "城北一店 North store 1";

    /// <summary>Accounts with the demo password, by name, role until the company gives its own, and shown name.</summary>
    public static IReadOnlyList<(string Name, string Role, string Shown)> People { get; } =
    [
        ("buyer-limit", "DB", "李采购 Buyer with a limit"), ("clerk1", "DS", "陈文员 Stock clerk"), ("sales1", "DS", "周销售 Sales"), ("finance1", "DF", "吴财务 Finance"),
    ];

    public async Task SetUpAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.CreateColleaguesAsync(Chief, People, cancellationToken))
        {
            return;
        }

        await setup.SetUpAsync(
            Chief,
            [new UnitDraft(Head, "department", null), new UnitDraft(North, "branch", null), new UnitDraft(Store, "store", North)],
            [new RoleDraft(Clerk, ["inventory.read", "orders.read"])],
            [
                new PersonDraft("buyer-limit@demo.local", "李采购 Buyer with a limit", "DB", North, "branch", 2_000_00, 20_000_00, Chief),
                new PersonDraft("clerk1@demo.local", "陈文员 Stock clerk", Clerk, Store, "own"),
                new PersonDraft("sales1@demo.local", "周销售 Sales", "DS", Store, "branch"),
                new PersonDraft("finance1@demo.local", "吴财务 Finance", "DF", Head),
                new PersonDraft("newcomer1@demo.local", "新同事 Newcomer", "DB", North, "branch", 1_000_00, null, Chief),
            ],
            cancellationToken);
    }
}
