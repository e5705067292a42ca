//! Who led to whom as a tree, with what grew from each branch (F4).

use std::collections::HashMap;

use super::Referral;
use crate::{Id, contact::Contact, text::Name};

/// Introductions from a root down to the deepest node shown.
pub const MAX_DEPTH: u32 = 10;
/// Nodes shown at most.
pub const MAX_NODES: usize = 500;

/// Somebody in the tree, once, as near to a root as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub contact_id: Id<Contact>,
    pub name: Name,
    /// 0 for a root.
    pub depth: u32,
    /// Who led to them, by which referral; None for a root.
    pub parent: Option<(Id<Contact>, Id<Referral>)>,
    /// With this person alone.
    pub interviews_held: u32,
}

/// A node with what grew from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    pub node: Node,
    pub children: u32,
    /// Everybody below.
    pub people_led_to: u32,
    /// Interviews with everybody below.
    pub interviews_led_to: u32,
}

/// The tree from its roots downwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    pub nodes: Vec<Branch>,
    /// Whether there is more than is shown; what grew from a branch is then counted as far as it is shown.
    pub truncated: bool,
}

/// Cuts the nodes, given from the roots downwards, to what is shown, and adds up what grew from each.
pub fn tree(mut nodes: Vec<Node>) -> Tree {
    let given = nodes.len();
    nodes.retain(|node| node.depth <= MAX_DEPTH);
    nodes.truncate(MAX_NODES);
    let truncated = nodes.len() < given;
    let mut grown: HashMap<Id<Contact>, (u32, u32, u32)> = HashMap::new();
    // From the leaves upwards, so that a branch is complete when it is added to its parent.
    for node in nodes.iter().rev() {
        let (_, people, interviews) = grown.get(&node.contact_id).copied().unwrap_or_default();
        if let Some((parent, _)) = node.parent {
            let of = grown.entry(parent).or_default();
            of.0 += 1;
            of.1 += 1 + people;
            of.2 += node.interviews_held + interviews;
        }
    }
    let branch = |node: Node| {
        let (children, people_led_to, interviews_led_to) =
            grown.get(&node.contact_id).copied().unwrap_or_default();
        Branch {
            node,
            children,
            people_led_to,
            interviews_led_to,
        }
    };
    Tree {
        nodes: nodes.into_iter().map(branch).collect(),
        truncated,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn node(id: u128, depth: u32, parent: Option<u128>, interviews_held: u32) -> Node {
        Node {
            contact_id: Id::new(Uuid::from_u128(id)),
            name: Name::parse("Somebody").unwrap(),
            depth,
            parent: parent.map(|parent| (Id::new(Uuid::from_u128(parent)), Id::new(Uuid::nil()))),
            interviews_held,
        }
    }

    #[test]
    fn what_grew_from_a_branch_is_added_up_to_its_root() {
        let grown = tree(vec![
            node(1, 0, None, 1),
            node(2, 1, Some(1), 0),
            node(3, 1, Some(1), 2),
            node(4, 2, Some(2), 3),
        ]);
        let told: Vec<_> = grown
            .nodes
            .iter()
            .map(|one| (one.children, one.people_led_to, one.interviews_led_to))
            .collect();
        assert_eq!(told, [(2, 3, 5), (1, 1, 3), (0, 0, 0), (0, 0, 0)]);
        assert!(!grown.truncated);
    }

    #[test]
    fn what_is_too_deep_or_too_much_is_cut_and_told() {
        let deep = tree(vec![
            node(1, 0, None, 0),
            node(2, MAX_DEPTH + 1, Some(9), 0),
        ]);
        assert_eq!((deep.nodes.len(), deep.truncated), (1, true));
        let many = tree((0..=500).map(|id| node(id, 0, None, 0)).collect());
        assert_eq!((many.nodes.len(), many.truncated), (MAX_NODES, true));
    }

    proptest! {
        #[test]
        fn the_roots_lead_to_everybody_else(parents in proptest::collection::vec(0..100_usize, 1..60)) {
            // Each node hangs below an earlier one, or is a root.
            let mut nodes: Vec<Node> = Vec::new();
            for (index, parent) in parents.iter().enumerate() {
                let above = nodes.get(parent % (index + 1)).filter(|one| one.depth < MAX_DEPTH);
                let depth = above.map_or(0, |one| one.depth + 1);
                let parent = above.map(|one| one.contact_id.uuid().as_u128());
                nodes.push(node(u128::try_from(index).unwrap(), depth, parent, 1));
            }
            nodes.sort_by_key(|one| one.depth);
            let grown = tree(nodes);
            let roots = grown.nodes.iter().filter(|one| one.node.parent.is_none());
            let (count, led) = roots.fold((0, 0), |(count, led), one| (count + 1, led + one.people_led_to));
            prop_assert_eq!(usize::try_from(count + led).unwrap(), grown.nodes.len());
        }
    }
}
